import assert from "node:assert/strict";
import { HttpsError } from "firebase-functions/v2/https";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { anAttempt, anOrder, at, FIRST } from "../../test/fixtures/orders.js";
import { requestOf, type Somebody, World } from "../../test/support/callables-in-process.js";
import { assertLines, type Expected, linesOf } from "../../test/support/written-lines.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import { cloudLog } from "../shared/cloud-log.js";
import {
  cancelPaymentLink,
  createPaymentLink,
  refreshOrder,
  refundPayment,
  saveDraftOrder,
} from "./callables.js";

const alice: Somebody = { uid: "alice" };
const staff: Somebody = { uid: "sam", role: "staff" };
const callables = { cancelPaymentLink, createPaymentLink, refreshOrder, refundPayment, saveDraftOrder };
const draft = anOrder({ customerUid: "alice", attempts: {} });
const linked = anOrder({ customerUid: "alice", attempts: { [FIRST]: anAttempt({ expiresAt: at(1e9) }) } });
const refusing = new PointCheckoutError({
  kind: "unauthorized",
  operation: "POST checkout/link",
  status: 401,
});
const lost = new PointCheckoutError({ kind: "timeout", operation: "POST checkout/link" });

type Case = {
  what: string;
  call: keyof typeof callables;
  user?: Somebody | null;
  input?: Record<string, unknown>;
  order?: object;
  env?: Record<string, string>;
  arrange?: (world: World) => unknown;
  vendorFailure?: Error;
  /** Thrown by every read of an order. */
  fail?: Error;
  line: Expected;
};

const lineOf = (event: string, severity: Expected["severity"], fields: object): Expected => ({
  event,
  severity,
  orderId: "ORD-1",
  ...fields,
});
const done = (fields: object) => lineOf("callable.done", "INFO", fields);
const refused = (code: string, fields = {}) => lineOf("callable.refused", "WARNING", { code, ...fields });
const failed = (event: string, alarm: string) => lineOf(event, "ERROR", { counts: [alarm] });
const unnamed = { orderId: undefined };

const CASES: readonly Case[] = [
  { what: "is answered", call: "createPaymentLink", line: done({ checkoutId: FIRST, status: "PENDING" }) },
  {
    what: "could not be counted, and is answered",
    call: "createPaymentLink",
    env: { POINTCHECKOUT_CREATE_CALLS_PER_MINUTE: "3" },
    arrange: (world) => {
      world.counter.failure = new Error("Firestore is away");
    },
    line: done({ severity: "ERROR", notes: "limit.not_counted", counts: ["failures"] }),
  },
  {
    what: "has a look asked for",
    call: "refreshOrder",
    arrange: ({ database }) => database.pass(60_000),
    line: done({ notes: "order.refresh_asked" }),
  },
  { what: "names no user", call: "refreshOrder", user: null, line: refused("unauthenticated", unnamed) },
  { what: "is not for customers", call: "saveDraftOrder", line: refused("permission-denied", unnamed) },
  {
    what: "breaks a rule",
    call: "refreshOrder",
    input: { orderId: 7 },
    line: refused("invalid-argument", unnamed),
  },
  {
    what: "names no order",
    call: "refreshOrder",
    input: { orderId: "ORD-2" },
    line: refused("not-found", { orderId: "ORD-2" }),
  },
  { what: "names another's order", call: "refreshOrder", user: { uid: "bob" }, line: refused("not-found") },
  {
    what: "comes too often",
    call: "refreshOrder",
    env: { POINTCHECKOUT_REFRESH_CALLS_PER_MINUTE: "1" },
    arrange: ({ counter }) => counter.count("refreshOrder", "alice"),
    line: refused("resource-exhausted"),
  },
  {
    what: "meets a key that the vendor refuses",
    call: "createPaymentLink",
    order: draft,
    vendorFailure: refusing,
    line: refused("failed-precondition", {
      severity: "ERROR",
      reason: refusing.message,
      notes: "link.credentials_refused order.link_refused",
      counts: ["credential-failures"],
    }),
  },
  {
    what: "loses the vendor's answer",
    call: "createPaymentLink",
    order: draft,
    vendorFailure: lost,
    line: refused("unavailable", { notes: "link.answer_lost" }),
  },
  {
    what: "names an order that cannot be read",
    call: "refreshOrder",
    order: { ...linked, attempts: { [FIRST]: { status: "PAID" } } },
    line: failed("order.unreadable", "failures"),
  },
  {
    what: "meets a parameter that cannot be used",
    call: "createPaymentLink",
    env: { POINTCHECKOUT_CREATE_CALLS_PER_MINUTE: "-1" },
    line: failed("configuration.refused", "credential-failures"),
  },
  {
    what: "meets a defect",
    call: "refreshOrder",
    fail: new TypeError("cannot read"),
    line: failed("callable.failed", "failures"),
  },
  {
    what: "is an operation whose vendor fails",
    call: "cancelPaymentLink",
    user: staff,
    vendorFailure: lost,
    line: refused("unavailable"),
  },
];

describe("a callable writes one line of the log for a call that", () => {
  restoreEnvironment();

  for (const {
    what,
    call,
    user = alice,
    input = { orderId: "ORD-1" },
    order = linked,
    env,
    arrange,
    line,
    ...failures
  } of CASES) {
    it(what, async () => {
      Object.assign(process.env, env);
      const world = Object.assign(new World().connect(cloudLog), failures);
      world.putOrder(order as typeof linked);
      await arrange?.(world);
      const act = async () => {
        try {
          await callables[call].run(requestOf(input, user));
        } catch (error) {
          assert.ok(error instanceof HttpsError, String(error));
        }
      };
      assertLines(await linesOf(act), [{ callable: call, ...line }]);
    });
  }
});
