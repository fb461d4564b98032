import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import { readConfig } from "../../src/config.js";
import { startProviderListener } from "../../src/notifications/provider-listener.js";
import { receiveWebhook } from "../../src/notifications/receive-webhook.js";
import { parseWebhookSecrets } from "../../src/notifications/verify-webhook.js";
import { refreshOrder } from "../../src/orders/operations/refresh-order.js";
import { reject } from "../../src/pointcheckout/local-vendor.spec.js";
import { CALLABLE_EXAMPLES, EXAMPLE_ORDER } from "../fixtures/callable-examples.js";
import { anOrder, anOrderAt, at, FIRST } from "../fixtures/orders.js";
import { deployed, requestOf } from "./callables-in-process.js";
import { PLANTED, plantedError } from "./planted.js";
import type { PlantedWorld } from "./planted-world.js";
import { newWebhookSecret, signWebhook } from "./sign-webhook.js";
import { edge, json, type Situation, seenLongAgo } from "./situation.js";
import { VENDOR_SITUATIONS } from "./vendor-situations.js";
import { waitUntil } from "./wait-until.js";

/** What a callable works on, where that is not a pending order. */
const ORDERS: Record<string, ReturnType<typeof anOrder>> = {
  refundPayment: anOrderAt("PAID"),
  capturePayment: anOrderAt("AUTHORIZED"),
  resolveProblem: anOrderAt("PAID", { anomaly: { code: "unpaid_after_paid", seen: "FAILED" } }),
};

const MAKE_ORDERS: ReadonlySet<string> = new Set(["importCheckout", "createPaymentLink", "saveDraftOrder"]);

const callExample = (name: string) => {
  const [{ role, input } = { role: "staff", input: {} }] = CALLABLE_EXAMPLES[name] ?? [];
  const user = role === "customer" ? { uid: "uid-1" } : { uid: "ada", role };
  return deployed[name]?.run(requestOf(input, user));
};

/** Of each callable: the store fails under it, when it reads and when it writes. */
const ofCallables: Situation[] = Object.keys(CALLABLE_EXAMPLES).flatMap((name) =>
  [
    ["reading fails", ["orders.read", "audits.ofDay", "checkouts.read"]],
    ["writing fails", ["orders.commit", "audits.create", "checkouts.touch"]],
  ].map(([failing, methods]) => ({
    what: `${name}: ${String(failing)}`,
    act: async (world: PlantedWorld) => {
      if (!MAKE_ORDERS.has(name)) world.put(ORDERS[name] ?? seenLongAgo());
      for (const method of methods ?? []) world.broken.add(method);
      return callExample(name);
    },
    shows: /callable\.(failed|refused)/,
  })),
);

const body = (echo: string) => json({ id: FIRST, orderId: EXAMPLE_ORDER, card: echo, referenceId: echo });

type Headers = Record<string, string>;
const signed = (text: string, _echo: string): Headers =>
  signWebhook(text, { secrets: [PLANTED.webhookSecret] });
const signedByAnother = (text: string): Headers => signWebhook(text, { secrets: [newWebhookSecret()] });
const echoing = (_text: string, echo: string): Headers =>
  Object.fromEntries(["id", "timestamp", "signature"].map((name) => [`message-${name}`, echo]));

/** A delivery of a body that echoes, signed unless it has other headers; `broken`: what fails meanwhile. */
const delivers = (
  what: string,
  shows: RegExp,
  { text = body, headers = signed, broken = "" } = {},
): Situation => ({
  what: `webhook: ${what}`,
  act: (world) => {
    world.put(anOrder());
    world.broken.add(broken);
    const sent = text(world.echo);
    const given = headers(sent, world.echo);
    const secrets = parseWebhookSecrets(PLANTED.webhookSecret);
    const request = { method: "POST", header: (name: string) => given[name], rawBody: Buffer.from(sent) };
    return receiveWebhook({ ...world.connections, secrets }, request);
  },
  shows,
});

const ofWebhook: Situation[] = [
  delivers("no signature", /headers_missing/, { headers: () => ({}) }),
  delivers("a wrong signature", /signature_wrong/, { headers: signedByAnother }),
  delivers("headers that echo", /timestamp_refused|signature_wrong/, { headers: echoing }),
  delivers("an unreadable body", /unreadable/, { text: (echo) => `{"id":${echo}` }),
  delivers("the touch cannot be stored", /webhook\.not_stored/, { broken: "checkouts.touch" }),
  delivers("a body that echoes, taken", /touched/),
];

const schedule = { scheduleTime: new Date(at(100).seconds * 1000).toISOString() };
const runs = (name: string, methods: readonly string[], shows: RegExp): Situation => ({
  what: `${name}: ${methods.join(" and ")} fails`,
  act: (world) => {
    world.put({ ...anOrderAt("PAID", { nextCheckAt: at(1) }), createdAt: at(-40 * 86_400) });
    for (const method of methods) world.broken.add(method);
    return deployed[name]?.run(schedule);
  },
  shows,
});

const ofSchedules: Situation[] = [
  runs("sweepOrders", ["orders.due"], /Error: Error/),
  runs("sweepOrders", ["orders.commit"], /sweep\.order_failed.*sweep\.not_postponed/s),
  runs("auditOrders", ["audits.read"], /Error: Error/),
  runs("auditOrders", ["audits.commit"], /Error: Error/),
  runs("redactOldOrders", ["orders.notRedacted"], /Error: Error/),
  runs("redactOldOrders", ["orders.beneath"], /retention\.order_failed/),
  runs("redactOldOrders", ["orders.commit"], /retention\.order_failed/),
  {
    what: "a touch that cannot be stored",
    act: (world) => {
      world.put(anOrder());
      world.broken.add("orders.commit");
      return world.connections.checkouts.touch(FIRST, { by: "webhook" });
    },
    shows: /Error: Error/,
  },
];

/** The listener with everything around it broken, until all has been tried. */
const listenAmid = async (world: PlantedWorld, methods: readonly string[], shows: RegExp) => {
  world.put(anOrder());
  for (const method of methods) world.broken.add(method);
  const error = () => plantedError(world.echo);
  const failSoon = (onError: (error: Error) => void) => {
    const timer = setTimeout(() => onError(error()), 1);
    return () => clearTimeout(timer);
  };
  const { orders, checkouts, log } = world.connections;
  const listener = startProviderListener({
    checkouts,
    log,
    orders: {
      open: () => orders.open(),
      watchOpen: (_onChange, onError) => failSoon(onError),
    },
    vendor: {
      listen: (_place, onContent, onError) => {
        onContent({ status: world.echo });
        return failSoon(onError);
      },
      read: () => Promise.reject(error()),
      close: async () => undefined,
    },
    rereadMs: 5,
    retryMs: 5,
  });
  await waitUntil(`${shows} in the log`, async () => shows.test(world.surfaces().logs));
  await listener.close();
};

const ofListener: Situation[] = (
  [
    ["streams and reading fail", [], /listener\.stream_failed.*listener\.reread_failed/s],
    ["the watch fails", [], /listener\.watch_failed/],
    ["touching fails", ["checkouts.touch"], /listener\.touch_failed/],
    ["following fails", ["checkouts.read"], /listener\.follow_failed/],
    ["the open orders cannot be read", ["orders.open"], /listener\.reread_failed/],
  ] as const
).map(([what, methods, shows]) => ({
  what: `listener: ${what}`,
  act: (world: PlantedWorld) => listenAmid(world, methods, shows),
  shows,
}));

/** Reads the settings with one of them holding what it should not; the spec gives the environment back. */
const configured = (name: string, value: (echo: string) => string): Situation => ({
  what: `configuration: ${name}`,
  act: (world) => {
    process.env[name] = value(world.echo);
    return edge("refreshOrder", async () => readConfig());
  },
  shows: /configuration\.refused/,
});

const ofTheRest: Situation[] = [
  configured("POINTCHECKOUT_API_URL", (echo) => `ftp://${encodeURIComponent(echo)}@api.paymennt.com/`),
  configured("POINTCHECKOUT_API_URL", (echo) => echo),
  configured("POINTCHECKOUT_HEADER_PREFIX", (echo) => echo),
  configured("POINTCHECKOUT_REQUEST_ID_PREFIX", (echo) => echo),
  {
    what: "calls cannot be counted",
    act: (world) => {
      world.put(anOrder());
      world.counter.failure = plantedError(world.echo);
      return callExample("createPaymentLink");
    },
    shows: /limit\.not_counted/,
  },
  {
    what: "an order's document is not in the form",
    act: (world) => {
      const { echo } = world;
      const broken = { status: echo, description: { [echo]: 1 }, payment: { attempts: echo } };
      world.database.putOrder(EXAMPLE_ORDER, broken, at(0));
      return edge("refreshOrder", () =>
        refreshOrder(world.deps(), { orderId: EXAMPLE_ORDER, customerUid: null }),
      );
    },
    shows: /order\.unreadable/,
    isPlantedInDocuments: true,
  },
  {
    what: "a defect, with what was thrown being no error",
    act: (world) => edge("refreshOrder", () => Promise.reject(world.echo)),
    shows: /callable\.failed/,
  },
  {
    what: "a checkout of a foreign order is cancelled in vain",
    reply: reject,
    act: (world) => world.connections.pointcheckout.cancelCheckout("1" as CheckoutId),
    shows: /failed 400/,
  },
];

export const SITUATIONS: readonly Situation[] = [
  ...VENDOR_SITUATIONS,
  ...ofCallables,
  ...ofWebhook,
  ...ofSchedules,
  ...ofListener,
  ...ofTheRest,
];
