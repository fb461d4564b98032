import assert from "node:assert/strict";
import { anAttempt, anOrder, at, FIRST } from "../../test/fixtures/orders.js";
import { requestOf, World } from "../../test/support/callables-in-process.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import { createPaymentLink } from "./callables.js";

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

const SITUATIONS = [
  {
    what: "the vendor refuses the key",
    order: draft,
    vendor: answering("unauthorized", 401),
    staffRead: /log/,
  },
  {
    what: "the vendor refuses the link",
    order: draft,
    vendor: answering("rejected", 400),
    staffRead: /is blocked/,
  },
  {
    what: "the link leads to another host",
    order: withAttempt({ ...open, url: null }),
    staffRead: /POINTCHECKOUT_LINK_HOSTS/,
  },
  {
    what: "the vendor does not know the earlier link",
    order: withAttempt({ ...open, expiresAt: at(-1e9) }),
    vendor: answering("not_found", 404),
    staffRead: new RegExp(`earlier link ${FIRST}`),
  },
];

describe("what only the merchant's staff can mend", () => {
  for (const { what, order, vendor, staffRead } of SITUATIONS) {
    it(`is explained to staff, and not to a customer: ${what}`, async () => {
      const refusalFor = async (user: { uid: string }) => {
        const world = new World().connect();
        world.putOrder(order);
        if (vendor) world.vendorFailure = vendor;
        const error = await createPaymentLink.run(requestOf({ orderId: "ORD-1" }, user)).then(
          () => assert.fail("a link"),
          ({ code, message, details }: { code: string; message: string; details: unknown }) => ({
            code,
            message,
            details,
          }),
        );
        const lines = world.logged.filter(({ event }) => event === "callable.refused");
        return { ...error, reasons: lines.map(({ fields }) => fields.reason) };
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
