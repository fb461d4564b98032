import { Hono } from "hono";
import { z } from "zod";
import { type Checkout, currentState } from "../checkouts/checkout.js";
import { readLinkRequest } from "../checkouts/link-request.js";
import { MOVES, type MoveWish } from "../checkouts/plan-move.js";
import { NotFound, Refusal, required } from "../checkouts/refusal.js";
import { typeOf } from "../checkouts/search-checkouts.js";
import { isConcerned } from "../faults/fault.js";
import { decimalAmount, readControl } from "../fields.js";
import { minorUnitsOf } from "../money/decimal.js";
import type { SimulatorState } from "../state.js";
import { answer, bodyOf } from "./control-json.js";
import { notificationView } from "./notification-controls.js";

const action = z.strictObject({
  action: z.enum(MOVES),
  amount: decimalAmount.optional(),
  notify: z.boolean().default(true),
  force: z.boolean().default(false),
});

/** The true state of checkouts, and what a customer or the vendor's portal would do with them. */
export function checkoutControls({ checkouts, notifier, linkOf }: SimulatorState): Hono {
  const controls = new Hono();
  const view = (checkout: Checkout) => checkoutView(checkout, linkOf(checkout));
  const requireCheckout = (id: string) =>
    required(checkouts.find(id), new NotFound(`The simulator has no checkout ${id}.`));
  controls.get("/", (context) => {
    const found = checkouts
      .list()
      .filter(({ id: checkoutId, order }) => isConcerned(context.req.query(), { ...order, checkoutId }));
    return answer(context, { checkouts: found.map(view) });
  });
  controls.post("/", async (context) => {
    const order = readLinkRequest(await bodyOf(context));
    const { type, subscriptionId } = context.req.query();
    const created = checkouts.create(order, { actor: "portal", type: typeOf(type), subscriptionId });
    return answer(context, view(created), 201);
  });
  controls.get("/:id", (context) => answer(context, view(requireCheckout(context.req.param("id")))));
  controls.post("/:id/actions", async (context) => {
    const wish = readControl(action, await bodyOf(context));
    const checkout = requireCheckout(context.req.param("id"));
    checkouts.move(checkout, moveWish(wish, checkout), { actor: "portal", announce: wish.notify });
    return answer(context, view(checkout));
  });
  controls.post("/:id/notify", (context) => {
    const checkout = requireCheckout(context.req.param("id"));
    const repeated = notifier.repeat(checkout, currentState(checkout));
    return answer(context, { notifications: repeated.map(notificationView) });
  });
  return controls;
}

function moveWish({ action: move, amount, force }: z.output<typeof action>, { order }: Checkout): MoveWish {
  if (amount === undefined) return { move, force };
  if (move !== "refund" && move !== "reverse-refund")
    throw new Refusal(`amount: "${move}" takes none`, "amount");
  const amountMinor = minorUnitsOf(amount, order.exponent);
  if (amountMinor === undefined)
    throw new Refusal(`amount: must have at most ${order.exponent} decimals`, "amount");
  return { move, force, amountMinor };
}

/** The true state of a checkout, whatever faults make the API answer. */
export function checkoutView(checkout: Checkout, redirectUrl: string) {
  const { order, firebase, history, type: _type, subscriptionId: _subscriptionId, ...own } = checkout;
  const { status, totalRefundedMinor, usedPaymentMethod } = currentState(checkout);
  const { requestId, orderId, currency, amountMinor } = order;
  return {
    ...own,
    requestId,
    orderId,
    currency,
    amountMinor,
    totalRefundedMinor,
    status,
    usedPaymentMethod,
    redirectUrl,
    firebaseDatabase: firebase.database,
    firebaseCollection: firebase.collection,
    firebaseDocument: firebase.document,
    history: history.map(({ usedPaymentMethod: _method, ...change }) => change),
  };
}
