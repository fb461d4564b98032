import assert from "node:assert/strict";
import { waitUntil } from "../../../functions/test/support/wait-until.js";
import { Clock } from "../../src/clock.js";
import { readJson } from "../../src/json.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../src/simulator.js";
import type { CheckoutJson, ReplyJson } from "./reply-json.js";

const CREDENTIALS = {
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
export type Bench = ReturnType<typeof benchOf>;

type Options = SimulatorOptions | (() => SimulatorOptions | Promise<SimulatorOptions>);
type Body = (bench: Bench) => void;

/** A `describe` with a freshly started simulator for every test. */
export function describeWithSimulator(title: string, ...[given, defined]: [Body] | [Options, Body]): void {
  const [options, body] = defined ? [given as Options, defined] : [{}, given as Body];
  describe(title, () => {
    let simulator: Simulator | undefined;
    beforeEach(async () => {
      const made = typeof options === "function" ? await options() : options;
      simulator = await startSimulator({ clock: new Clock(), ...made });
    });
    afterEach(() => simulator?.close());
    body(
      benchOf(() => {
        if (simulator === undefined) throw new Error("the simulator is not running yet");
        return simulator;
      }),
    );
  });
}

function benchOf(running: () => Simulator) {
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Reply> => {
    const response = await fetch(running().url + path, { method, redirect: "manual", ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
  };
  type Body = object | string;
  const api = (method: string, path: string, body?: Body, headers: Record<string, string> = CREDENTIALS) =>
    send(method, `/mer/v2.0/${path}`, { headers, ...bodyInit(body) });
  const control = (method: string, path: string, body?: Body) =>
    send(method, `/simulator/${path}`, bodyInit(body));
  const act = (id: unknown, action: string, more: object = {}) =>
    control("POST", `checkouts/${String(id)}/actions`, { action, ...more });
  const createLink = async (overrides: object = {}): Promise<CheckoutJson> => {
    const { status, json, text } = await api("POST", "checkout/link", linkBody(overrides));
    if (status !== 200 || !json.result) throw new Error(`create answered ${status}: ${text}`);
    return json.result;
  };
  /** Until every notification is delivered, given up, or waits for its time. */
  const idle = () => running().state.notifier.idle();
  return {
    get simulator() {
      return running();
    },
    get clock() {
      return running().state.clock;
    },
    api,
    control,
    act,
    createLink,
    idle,
    page: (path: string, form?: Record<string, string> | URLSearchParams) =>
      form === undefined ? send("GET", path) : send("POST", path, { body: new URLSearchParams(form) }),
    paidLink: async (overrides?: object) => {
      const link = await createLink(overrides);
      await act(link.id, "pay");
      return link;
    },
    arm: async (fault: object) => {
      const reply = await control("POST", "faults", fault);
      if (reply.status !== 201) throw new Error(`arming answered ${reply.status}: ${reply.text}`);
      return reply;
    },
    /** Once the simulator is idle, moves the clock on, and waits for the notifications that this makes due. */
    advance: async (advanceMs: number) => {
      await idle();
      await control("POST", "clock", { advanceMs });
      await idle();
    },
    /** Once the simulator is idle. */
    notifications: async (query = "") => {
      await idle();
      return (await control("GET", `notifications?${query}`)).json.notifications ?? [];
    },
    webhooks: async () => (await control("GET", "webhooks")).json.webhooks ?? [],
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

/** Sends what must be refused, each with the field that the refusal has to name. */
export async function assertRefused<T>(
  send: (body: T) => Promise<Reply>,
  cases: readonly (readonly [body: T, field: string])[],
): Promise<void> {
  for (const [body, field] of cases) {
    const { status, json } = await send(body);
    assert.deepEqual([status, json.field], [400, field], JSON.stringify(body));
    assert.ok(json.error);
  }
}

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
export const exactField = (text: string, ...path: string[]): string =>
  String(path.reduce<unknown>((value, key) => Object(value)[key], readJson(text)));

/** Polls until `check` gives something other than undefined and false, at most two seconds. */
export const eventually = <T>(what: string, check: () => T | false | undefined): Promise<T> =>
  waitUntil(what, async () => check(), 2_000);
