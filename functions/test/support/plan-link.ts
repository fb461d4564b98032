import assert from "node:assert/strict";
import type { LinkCommand, LinkSettings } from "../../src/orders/link/link-conditions.js";
import { planCreation } from "../../src/orders/link/plan-creation.js";
import type { OrderContent } from "../../src/orders/model/content.js";
import type { Order } from "../../src/orders/model/order.js";
import { OrderError, type OrderErrorCode } from "../../src/orders/model/order-error.js";
import type { StoredContent } from "../../src/orders/model/stored-content.js";
import { newOrder } from "../../src/orders/store/order-document.js";
import {
  anAttempt,
  anOrder,
  aRequest,
  at,
  checkoutId,
  concluded,
  content,
  deepFreeze,
  FIRST,
  LINK_SETTINGS,
  snapshotOf,
} from "../fixtures/orders.js";

const settings: LinkSettings = {
  ...LINK_SETTINGS,
  requestIdPrefix: "test-",
  livemode: true,
  maximumMinor: () => 100_000,
};
export const lost = aRequest({ requestId: "test-ORD-1-r1", searchAt: at(60) });
export const crashed = aRequest({
  requestId: "test-ORD-1-r1",
  expiresIn: 30,
  sendSms: true,
  lease: { id: "old", until: at(100) },
  searchAt: at(100),
});
export const draft = (fields: Partial<Order> & Partial<StoredContent> = {}): Order =>
  anOrder({ attempts: {}, createdAt: at(50), ...fields });
export const costing = (minor: number, currency = "AED"): OrderContent => ({
  ...content,
  amount: { minor, currency, exponent: 2 },
});
export const linked = (fields: Parameters<typeof anAttempt>[0] = {}, order: Partial<Order> = {}): Order =>
  anOrder({ status: fields.status ?? "PENDING", attempts: { [FIRST]: anAttempt(fields) }, ...order });

export function plan(
  order: Order | null,
  command: Partial<LinkCommand> = {},
  { now = 50, confirmed = [] as string[], searched = [] as string[] } = {},
) {
  const whole = { orderId: "ORD-1", content: null, customerUid: null, ...command };
  const context = {
    leaseId: "new",
    confirmed: new Set(confirmed.map(checkoutId)),
    searched: new Set(searched),
  };
  return planCreation(deepFreeze(snapshotOf(order, now)), deepFreeze(whole), settings, context);
}

export function reservation(...given: Parameters<typeof plan>) {
  const step = plan(...given);
  assert.ok(step.kind === "reserve", step.kind);
  const cause = { at: at(50), source: "creation" } as const;
  return {
    ...step,
    after: concluded(given[0] ?? newOrder("ORD-1", step.patch.content ?? assert.fail()), { ...step, cause })
      .order,
  };
}

export function refused(code: OrderErrorCode, ...given: Parameters<typeof plan>): OrderError {
  try {
    plan(...given);
  } catch (error) {
    assert.ok(error instanceof OrderError);
    assert.equal(error.code, code);
    return error;
  }
  return assert.fail("was not refused");
}
