import assert from "node:assert/strict";
import { anAttempt, anOrder, at, FIRST } from "../../../test/fixtures/orders.js";
import { aLinkDesk } from "../../../test/support/link-desk.js";
import { silentLog } from "../../../test/support/silent-log.js";
import { sweepDependencies } from "../../../test/support/sweep-dependencies.js";
import { sweep } from "../../notifications/sweep.js";
import type { CreateLinkDependencies } from "../link/create-link.js";
import { type CheckoutTouch, reconcile } from "../reconcile/reconcile.js";
import { cancelLink } from "./cancel-link.js";
import { extendLink } from "./extend-link.js";
import { sendLink } from "./send-link.js";

const MINUTE = 60_000;
const customer = { firstName: "Sara", lastName: "Ali", phone: "971567123456" };
const sam = { uid: "sam" };

/** A link that the vendor cancels, and the answer meets nobody: the process has ended. */
async function arrange() {
  const { database, vendor, orders, deps } = aLinkDesk();
  await vendor.createLink({
    requestId: "ORD-1-r1",
    orderId: "ORD-1",
    description: "Two tickets",
    amount: { minor: 1000, currency: "AED", exponent: 2 },
  });
  const attempts = { [FIRST]: anAttempt({ nextCheckAt: at(3_600), unchanged: 9 }) };
  database.putWithCheckouts(anOrder({ attempts, customer }));
  const cutOff: CreateLinkDependencies = {
    ...deps,
    pointcheckout: {
      ...deps.pointcheckout,
      cancelCheckout: async (checkoutId) => {
        await vendor.cancelCheckout(checkoutId);
        throw new Error("the process has ended");
      },
    },
  };
  const touches: CheckoutTouch[] = [];
  database.onTouch = (touch) => touches.push(touch);
  const passMinute = async () => {
    await sweep(sweepDependencies({ orders, pointcheckout: vendor }), database.pass(MINUTE));
    for (const touch of touches.splice(0))
      await reconcile({ orders, pointcheckout: vendor, log: silentLog }, touch);
  };
  const status = async () => (await orders.read("ORD-1")).order?.status;
  return { cutOff, passMinute, status };
}

describe("operationOnCheckout", () => {
  for (const [what, operate] of [
    ["cancelled", (deps: CreateLinkDependencies) => cancelLink(deps, { orderId: "ORD-1" }, sam)],
    [
      "extended",
      (deps: CreateLinkDependencies) => extendLink(deps, { orderId: "ORD-1", expiresIn: 60 }, sam),
    ],
    ["sent", (deps: CreateLinkDependencies) => sendLink(deps, { orderId: "ORD-1", sms: true }, sam)],
  ] as const) {
    it(`shows the end of a link two minutes after it was to be ${what} and the call was cut off`, async () => {
      const { cutOff, passMinute, status } = await arrange();
      await assert.rejects(operate(cutOff), /the process has ended/);
      assert.equal(await status(), "PENDING");
      for (let minute = 0; minute < 2; minute += 1) await passMinute();
      assert.equal(await status(), "CANCELLED");
    });
  }
});
