import { unsignedToken } from "../../../functions/test/support/unsigned-token.js";
import type { Connections } from "./connections.js";
import { Gate } from "./gate.js";

/** Somebody who is signed in; the emulator takes unsigned tokens. */
export type User = { readonly uid: string; readonly role?: "staff" };

export const STAFF: User = { uid: "chaos-staff", role: "staff" };

/** One call of a callable function, as its caller saw it. */
export type Call = {
  /** null when it was about no single order. */
  readonly orderId: string | null;
  readonly name: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** `OK`, the callable's own code, or `CRASHED` when no callable answered: its process died. */
  readonly code: string;
  readonly message: string | null;
  /** The link that it was given. */
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
/** Each call under way has a worker to itself, of which the emulator runs eight: triggers and webhooks need some, too. */
const AT_ONCE = 5;

/** Calls callables as a web app does, and remembers what came of it. */
export class Callables {
  readonly calls: Call[] = [];
  private readonly gate = new Gate(AT_ONCE);

  constructor(
    private readonly urlOf: (name: string) => string | undefined,
    private readonly project: string,
    private readonly connections: Connections,
  ) {}

  call(name: string, data: CallData, user: User): Promise<Call> {
    return this.gate.pass(() => this.callNow(name, data, user));
  }

  private async callNow(name: string, data: CallData, user: User): Promise<Call> {
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
    const url = this.urlOf(name);
    if (url === undefined) throw new Error(`the emulator has no function ${name}`);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${unsignedToken(user, this.project)}`,
        },
        body: JSON.stringify({ data }),
        signal: this.connections.signal(TIMEOUT_MS),
      });
      return (await response.json()) as Answer;
    } catch {
      // The connection was cut, or what answered was not the function: its process was killed.
      return null;
    }
  }
}
