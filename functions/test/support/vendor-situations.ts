import { runAuditNow } from "../../src/audits/run-audit.js";
import { sweep } from "../../src/notifications/sweep.js";
import { createLink } from "../../src/orders/link/create-link.js";
import type { Order } from "../../src/orders/model/order.js";
import { cancelLink } from "../../src/orders/operations/cancel-link.js";
import { capturePayment } from "../../src/orders/operations/capture-payment.js";
import { extendLink } from "../../src/orders/operations/extend-link.js";
import { importCheckout } from "../../src/orders/operations/import-checkout.js";
import { refreshOrder } from "../../src/orders/operations/refresh-order.js";
import { refundPayment } from "../../src/orders/operations/refund-payment.js";
import { sendLink } from "../../src/orders/operations/send-link.js";
import {
  answer,
  breakOff,
  hangUp,
  type Reply,
  reject,
  stayMute,
  succeed,
} from "../../src/pointcheckout/local-vendor.spec.js";
import { paymentIdSchema } from "../../src/pointcheckout/payment-id.js";
import { EXAMPLE_ORDER } from "../fixtures/callable-examples.js";
import { anAttempt, anOrder, anOrderAt, aRequest, at, customer, FIRST, SECOND } from "../fixtures/orders.js";
import { command } from "./link-desk.js";
import type { PlantedWorld } from "./planted-world.js";
import { edge, either, json, operator, type Situation, seenLongAgo } from "./situation.js";
import { sweepDependencies } from "./sweep-dependencies.js";

/** As a text that an answer may hold where an id is expected. */
const visible = (echo: string) => echo.replaceAll(/\p{Cf}/gu, "").replaceAll(/\s/g, " ");

type Deps = ReturnType<PlantedWorld["deps"]>;
const administrator = { uid: "ada", admin: true };
const { reason } = operator;
const about = { orderId: EXAMPLE_ORDER };

/** What each callable does, and the order that it finds. */
const CALLABLES: readonly [name: string, order: Order | null, work: (deps: Deps) => Promise<unknown>][] = [
  ["createPaymentLink", anOrder({ attempts: {} }), (deps) => createLink(deps, { ...command, content: null })],
  ["cancelPaymentLink", anOrder(), (deps) => cancelLink(deps, { ...about, reason }, operator)],
  ["extendPaymentLink", anOrder(), (deps) => extendLink(deps, { ...about, expiresIn: 60 }, operator)],
  ["sendPaymentLink", anOrder({ customer }), (deps) => sendLink(deps, { ...about, email: true }, operator)],
  [
    "capturePayment",
    anOrderAt("AUTHORIZED"),
    (deps) => capturePayment(deps, { ...about, paymentId: paymentIdSchema.parse("PAY-1"), reason }, operator),
  ],
  [
    "refundPayment",
    anOrderAt("PAID"),
    (deps) => refundPayment(deps, { ...about, amount: "1.00", reason, referenceId: "r1" }, administrator),
  ],
  ["importCheckout", null, (deps) => importCheckout(deps, { checkoutId: SECOND }, operator)],
  ["refreshOrder", seenLongAgo(), (deps) => refreshOrder(deps, { ...about, customerUid: null })],
  ["runAudit", null, (deps) => runAuditNow(deps, at(0))],
];

const OPERATIONS: Record<string, (world: PlantedWorld) => Promise<unknown>> = {
  ...Object.fromEntries(
    CALLABLES.map(([name, order, work]) => [
      name,
      (world: PlantedWorld) => {
        if (order) world.put(order);
        return edge(name, () => work(world.deps()));
      },
    ]),
  ),
  sweepOrders: (world) => {
    const lost = aRequest({ attempt: 2, searchAt: at(1) });
    const surplus = anAttempt({ surplus: true, attempt: 2, nextCheckAt: at(1) });
    world.put(anOrder({ attempts: { [FIRST]: anAttempt(), [SECOND]: surplus }, requests: [lost] }));
    const { orders, pointcheckout, log } = world.connections;
    return sweep(sweepDependencies({ orders, pointcheckout, log }), at(100));
  },
  "a touch": (world) => {
    world.put(anOrder());
    return world.connections.checkouts.touch(FIRST, { by: "webhook" });
  },
};

const ERRONEOUS =
  /read_failed|refused|answer_lost|not_accepted|not_cancelled|search_failed|paused|failed|unavailable/;

const mute = () => stayMute;
const no = (status: number) => (echo: string) => answer(status, json({ success: false, error: echo }));

/** Every way that the vendor, or who stands in between, fails. */
const FAILURES: Record<string, (echo: string) => Reply> = {
  "a no": reject,
  "a no at 200": no(200),
  ...Object.fromEntries([401, 403, 404, 422, 429, 500].map((status) => [status, no(status)])),
  "HTML at 200": (echo) => answer(200, `<html><body>${echo}</body></html>`, { "content-type": "text/html" }),
  "HTML at 502": (echo) => answer(502, `<html><body>${echo}</body></html>`, { "content-type": "text/html" }),
  "JSON that was cut": (echo) => answer(200, `{"success":true,"result":{"id":${JSON.stringify(echo)}`),
  "a key twice": (echo) => answer(200, `{${JSON.stringify(echo)}:1,${JSON.stringify(echo)}:2}`),
  "values out of the form": (echo) =>
    succeed(
      json({ id: echo, status: { [echo]: 1 }, amount: echo, currency: [echo], [echo]: echo, content: echo }),
    ),
  "another success": (echo) => answer(400, json({ success: true, result: echo, error: echo })),
  "a redirect": (echo) =>
    answer(302, echo, { location: `https://evil.example/?${encodeURIComponent(echo)}` }),
  "a connection that breaks": () => hangUp,
  "an answer that breaks off": () => breakOff(200),
  "no answer in time": mute,
  "too much": (echo) => answer(200, json({ success: true, result: echo.repeat(6_000) })),
  "headers that echo": (echo) =>
    answer(503, echo, { "retry-after": encodeURIComponent(echo), "x-echo": encodeURIComponent(echo) }),
};

/** Answers that are read, with fields that echo. */
const ODD_ANSWERS: Record<string, (echo: string) => Reply> = {
  "an unknown status": (echo) => either({ status: echo }),
  "what is only shown": (echo) => either({ status: "PENDING", displayId: echo, usedPaymentMethod: echo }),
  "another's order": (echo) => either({ orderId: visible(echo) }),
  "another's request": (echo) => either({ requestId: visible(echo) }),
  "another currency": (echo) => either({ currency: visible(echo) }),
  "a page elsewhere": (echo) => either({ redirectUrl: `https://evil.example/?${encodeURIComponent(echo)}` }),
  "a document elsewhere": (echo) => either({ timestamp: echo, branchId: echo }),
};

/** An imported checkout's request id is kept as it is: it is compared with every answer after that. */
const oddAnswers = (operation: string) =>
  Object.entries(ODD_ANSWERS).filter(
    ([odd]) => !(operation === "importCheckout" && odd === "another's request"),
  );

export const VENDOR_SITUATIONS: readonly Situation[] = Object.entries(OPERATIONS).flatMap(
  ([operation, act]) => [
    ...Object.entries(FAILURES).map(([failure, reply]) => ({
      what: `${operation}: the vendor's ${failure}`,
      reply,
      ...(reply === mute && { timeoutMs: 150 }),
      act,
      shows: ERRONEOUS,
    })),
    ...oddAnswers(operation).map(([odd, reply]) => ({
      what: `${operation}: the vendor's answer with ${odd}`,
      reply,
      act,
    })),
  ],
);
