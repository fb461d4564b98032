import assert from "node:assert/strict";
import {
  aLeased,
  anAttempt,
  anOrder,
  anOrderAt,
  at,
  FIRST,
  LINK_SETTINGS,
  snapshotOf,
} from "../../../test/fixtures/orders.js";
import { aLinkDesk } from "../../../test/support/link-desk.js";
import { addMilliseconds } from "../../shared/instant.js";
import { nullWhen } from "../../shared/null-when.js";
import { planCreation } from "../link/plan-creation.js";
import type { Order } from "../model/order.js";
import { OrderError } from "../model/order-error.js";
import { extendLink } from "./extend-link.js";

const NOW = at(3600);
const command = { orderId: "ORD-1", expiresIn: 60, content: null, customerUid: null };
const plan = (order: Order, confirmed: (typeof FIRST)[] = []) =>
  planCreation(snapshotOf(order, 3600), command, LINK_SETTINGS, {
    leaseId: "mine",
    confirmed: new Set(confirmed),
    searched: new Set(),
  });
/** A live link that is valid for so many minutes more. */
const validFor = (minutes: number) =>
  anOrder({ attempts: { [FIRST]: anAttempt({ expiresAt: addMilliseconds(NOW, minutes * 60_000) }) } });
/** The events of an extension that has no time left to ask the vendor. */
async function extension(order: Order | null) {
  const { database, deps } = aLinkDesk();
  database.pass(3_600_000);
  if (order) database.put(order, database.now);
  const isAborted = (error: unknown) => error instanceof OrderError && error.code === "aborted";
  const extending = extendLink({ ...deps, hasTimeLeft: () => false }, command, { uid: "sam" });
  await nullWhen(isAborted, extending);
  return database.events.get("ORD-1") ?? [];
}

describe("planCreation of an extension", () => {
  for (const [kind, durations] of Object.entries({
    "confirm-ended": [5, 54.9, 62, 1440],
    "return-link": [55.1, 60],
  })) {
    for (const minutes of durations)
      it(`of 60 minutes: ${kind} when the live link is valid for ${minutes} more`, () => {
        assert.equal(plan(validFor(minutes)).kind, kind);
      });
  }

  it("takes the live link back before it asks for another", () => {
    assert.deepEqual(plan(validFor(5)), { kind: "confirm-ended", checkoutId: FIRST, cancel: true });
    assert.throws(() => plan(validFor(5), [FIRST]), { code: "failed-precondition", message: /still open/ });
  });

  it("makes the next link with the validity that was asked for, not the order's own", () => {
    for (const status of ["FAILED", "CANCELLED", "EXPIRED"] as const) {
      const linkOptions = { sendSms: false, sendEmail: false, expiresIn: 30 };
      const order = anOrder({ attempts: anOrderAt(status).attempts, linkOptions });
      assert.equal(plan(order).kind, "confirm-ended");
      const step = plan(order, [FIRST]);
      assert.ok(step.kind === "reserve", step.kind);
      const { expiresIn, requestId } = step.request;
      assert.deepEqual([expiresIn, requestId], [60, "ORD-1-r2"]);
      assert.deepEqual(step.patch.content?.linkOptions, linkOptions);
    }
  });
});

describe("extendLink", () => {
  it("records who, and what of, before anything is done", async () => {
    const [fact] = await extension(validFor(5));
    assert.deepEqual(
      [fact?.type, fact?.by, fact?.detail, fact?.checkoutId],
      ["operation.extend", "sam", "expires_in_60", FIRST],
    );
  });

  it("records nothing when all is done, or being done", async () => {
    assert.deepEqual(await extension(validFor(59)), []);
    const leased = (expiresIn: number) => [aLeased(3601, { attempt: 2, expiresIn })];
    assert.deepEqual(await extension({ ...anOrderAt("CANCELLED"), requests: leased(60) }), []);
    assert.equal((await extension({ ...anOrderAt("CANCELLED"), requests: leased(30) })).length, 1);
  });

  it("refuses an order that has never had a link, or is not there", async () => {
    await assert.rejects(extension(null), { code: "not-found" });
    const draft = anOrder({ attempts: {} });
    await assert.rejects(extension(draft), { code: "failed-precondition", message: /DRAFT/ });
  });
});
