import { callableRequest } from "../../../functions/test/support/unsigned-token.js";
import type { Connections } from "./connections.js";

/** A signed-in user; the emulator accepts unsigned tokens. */
export type User = { readonly uid: string; readonly role?: "staff" };

export const STAFF: User = { uid: "chaos-staff", role: "staff" };

/** One call of a callable function, as seen by its caller. */
export type Call = {
  /** null when it concerned no single order. */
  readonly orderId: string | null;
  readonly name: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** `OK`, the callable's own code, or `CRASHED` when the process died without an answer. */
  readonly code: string;
  readonly message: string | null;
  readonly checkoutId: string | null;
  readonly url: string | null;
};

type CallData = { orderId?: string } & Record<string, unknown>;

type Answer = {
  result?: { checkoutId?: string; url?: string };
  error?: { status?: string; message?: string };
};

/** Longer than a function may run. */
const TIMEOUT_MS = 75_000;

/** Calls callables as a web app does, and records the answers. */
export class Callables {
  readonly calls: Call[] = [];

  constructor(
    private readonly urlOf: (name: string) => string,
    private readonly project: string,
    private readonly connections: Connections,
  ) {}

  async call(name: string, data: CallData, user: User): Promise<Call> {
    const startedAt = Date.now();
    const answer = await this.send(name, data, user);
    const call: Call = {
      orderId: data.orderId ?? null,
      name,
      startedAt,
      endedAt: Date.now(),
      code: answer?.result ? "OK" : (answer?.error?.status ?? "CRASHED"),
      message: answer?.error?.message ?? null,
      checkoutId: answer?.result?.checkoutId ?? null,
      url: answer?.result?.url ?? null,
    };
    this.calls.push(call);
    return call;
  }

  private async send(name: string, data: object, user: User): Promise<Answer | null> {
    try {
      const request = callableRequest(this.project, data, user);
      const signal = this.connections.signal(TIMEOUT_MS);
      const response = await fetch(this.urlOf(name), { method: "POST", ...request, signal });
      return (await response.json()) as Answer;
    } catch {
      // The process was killed: the connection was cut, or something else answered.
      return null;
    }
  }
}
