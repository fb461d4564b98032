/** The simulator's control API refused; 409 when the checkout's status forbids the move. */
export class SimulatorRefusal extends Error {
  override readonly name = "SimulatorRefusal";
  constructor(
    request: string,
    readonly status: number,
    answer: string,
  ) {
    super(`${request} answered ${status}: ${answer}`);
  }
}

const TIMEOUT_MS = 20_000;

/**
 * One request to the control API of the simulator at `simulatorUrl`. @see docs/simulator.md
 *
 * @throws SimulatorRefusal
 */
export async function controlSimulator<T>(
  simulatorUrl: string,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const response = await fetch(`${simulatorUrl}/simulator/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new SimulatorRefusal(`${method} ${path}`, response.status, text);
  return JSON.parse(text) as T;
}
