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
import { addMilliseconds } from "../../shared/instant.js";
import { planCreation } from "../link/plan-creation.js";
import type { Order } from "../model/order.js";
import { recordExtension } from "./extend-link.js";

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
const extension = (order: Order | null) =>
  recordExtension(snapshotOf(order, 3600), command, LINK_SETTINGS, { uid: "sam" });

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

describe("recordExtension", () => {
  it("records who, and what of, before anything is done", () => {
    const [fact] = extension(validFor(5))?.facts ?? [];
    assert.deepEqual(
      [fact?.type, fact?.by, fact?.detail, fact?.checkoutId],
      ["operation.extend", "sam", "expires_in_60", FIRST],
    );
  });

  it("records nothing when all is done, or being done", () => {
    assert.equal(extension(validFor(59)), null);
    const leased = (expiresIn: number) => [aLeased(3601, { attempt: 2, expiresIn })];
    assert.equal(extension({ ...anOrderAt("CANCELLED"), requests: leased(60) }), null);
    assert.equal(extension({ ...anOrderAt("CANCELLED"), requests: leased(30) })?.facts?.length, 1);
  });

  it("refuses an order that has never had a link, or is not there", () => {
    assert.throws(() => extension(null), { code: "not-found" });
    const draft = anOrder({ attempts: {} });
    assert.throws(() => extension(draft), { code: "failed-precondition", message: /DRAFT/ });
  });
});
