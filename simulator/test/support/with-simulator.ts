import { Clock } from "../../src/clock.js";
import { readJson } from "../../src/json.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../src/simulator.js";
import type { CheckoutJson, ReplyJson } from "./reply-json.js";

export const CREDENTIALS = {
  "X-PointCheckout-Api-Key": "simulator-key",
  "X-PointCheckout-Api-Secret": "simulator-secret",
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, if it is JSON. Numbers as JavaScript reads them. */
  readonly json: ReplyJson;
}

/** A simulator of a spec's own, with the requests that specs make. */
export interface Bench {
  readonly simulator: Simulator;
  readonly clock: Clock;
  api(method: string, path: string, body?: object | string, headers?: Record<string, string>): Promise<Reply>;
  control(method: string, path: string, body?: object | string): Promise<Reply>;
  page(path: string, form?: Record<string, string> | URLSearchParams): Promise<Reply>;
  createLink(overrides?: object): Promise<CheckoutJson>;
  arm(fault: object): Promise<Reply>;
}

/** A `describe` with a freshly started simulator for every test. */
export function describeWithSimulator(
  title: string,
  body: (bench: Bench) => void,
  options: () => SimulatorOptions | Promise<SimulatorOptions> = () => ({}),
): void {
  describe(title, () => {
    let simulator: Simulator | undefined;
    const running = () => {
      if (simulator === undefined) throw new Error("the simulator is not running yet");
      return simulator;
    };
    beforeEach(async () => {
      simulator = await startSimulator({ clock: new Clock(), ...(await options()) });
    });
    afterEach(() => simulator?.close());
    body(benchOf(running));
  });
}

function benchOf(running: () => Simulator): Bench {
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Reply> => {
    const response = await fetch(running().url + path, { method, redirect: "manual", ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
  };
  return {
    get simulator() {
      return running();
    },
    get clock() {
      return running().state.clock;
    },
    api: (method, path, body, headers = CREDENTIALS) =>
      send(method, `/mer/v2.0/${path}`, { headers, ...bodyInit(body) }),
    control: (method, path, body) => send(method, `/simulator/${path}`, bodyInit(body)),
    page: (path, form) =>
      form === undefined ? send("GET", path) : send("POST", path, { body: new URLSearchParams(form) }),
    async createLink(overrides = {}) {
      const reply = await this.api("POST", "checkout/link", linkBody(overrides));
      if (reply.status !== 200) throw new Error(`create answered ${reply.status}: ${reply.text}`);
      if (reply.json.result === undefined) throw new Error(`create answered no result: ${reply.text}`);
      return reply.json.result;
    },
    async arm(fault) {
      const reply = await this.control("POST", "faults", fault);
      if (reply.status !== 201) throw new Error(`arming answered ${reply.status}: ${reply.text}`);
      return reply;
    },
  };
}

function bodyInit(body: object | string | undefined): RequestInit {
  if (body === undefined) return {};
  return { body: typeof body === "string" ? body : JSON.stringify(body) };
}

function jsonOf(text: string): ReplyJson {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** A payment link that the vendor accepts. */
export function linkBody(overrides: object = {}): object {
  return {
    requestId: "ORD-1-r1",
    orderId: "ORD-1",
    description: "Two cups of tea",
    currency: "AED",
    amount: 125.5,
    ...overrides,
  };
}

export const CUSTOMER = {
  id: "merchant-customer-7",
  firstName: "Amal",
  lastName: "Haddad",
  email: "amal@example.com",
  phone: "971567000000",
};

/** Exactly what stands in a JSON text under a path of keys, numbers as digits. */
export function exactField(text: string, ...path: string[]): string {
  let value: unknown = readJson(text);
  for (const key of path) {
    value =
      typeof value === "object" && value !== null
        ? Object.getOwnPropertyDescriptor(value, key)?.value
        : undefined;
  }
  return String(value);
}

/** Polls until `check` gives something, at most two seconds. */
export async function eventually<T>(
  what: string,
  check: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + 2_000;
  for (;;) {
    const value = await check();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
