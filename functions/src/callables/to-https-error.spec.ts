import assert from "node:assert/strict";
import { anAttempt, anOrder, at, FIRST } from "../../test/fixtures/orders.js";
import { refusalOf, World } from "../../test/support/callables-in-process.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";

const customer = { uid: "alice" };
const staff = { uid: "sam", role: "staff" };

const draft = anOrder({ customerUid: "alice", attempts: {} });
const open = anAttempt({ expiresAt: at(1e9) });
const withAttempt = (attempt: typeof open) =>
  anOrder({ customerUid: "alice", attempts: { [FIRST]: attempt } });
const answering = (kind: "unauthorized" | "rejected" | "not_found", status: number) =>
  new PointCheckoutError({
    kind,
    operation: "POST checkout/link",
    status,
    vendorMessage: "Payer is blocked",
  });
const elsewhere = withAttempt({ ...open, url: null });
const ended = withAttempt({ ...open, expiresAt: at(-1e9) });
const UNKNOWN = new RegExp(`earlier link ${FIRST}`);

const SITUATIONS = [
  ["the vendor refuses the key", draft, answering("unauthorized", 401), /log/],
  ["the vendor refuses the link", draft, answering("rejected", 400), /is blocked/],
  ["the link leads to another host", elsewhere, null, /POINTCHECKOUT_LINK_HOSTS/],
  ["the vendor does not know the earlier link", ended, answering("not_found", 404), UNKNOWN],
] as const;

describe("what only the merchant's staff can mend", () => {
  for (const [what, order, vendor, staffRead] of SITUATIONS) {
    it(`is explained to staff, and not to a customer: ${what}`, async () => {
      const refusalFor = async (user: { uid: string }) => {
        const world = new World().connect();
        world.putOrder(order);
        if (vendor) world.vendorFailure = vendor;
        const error = await refusalOf("createPaymentLink", { orderId: "ORD-1" }, user);
        const { code, message, details } = error ?? assert.fail("a link");
        const lines = world.logged.filter(({ event }) => event === "callable.refused");
        return { code, message, details, reasons: lines.map(({ fields }) => fields.reason) };
      };

      const explained = await refusalFor(staff);
      const hidden = await refusalFor(customer);

      assert.match(explained.message, staffRead);
      assert.equal(hidden.message, "This order cannot be paid at the moment. The shop has to look at it.");
      assert.equal(hidden.code, explained.code);
      assert.equal(hidden.details, undefined);
      assert.deepEqual(hidden.reasons, explained.reasons, "what the log says does not depend on who called");
      assert.ok(hidden.reasons[0]);
    });
  }
});
