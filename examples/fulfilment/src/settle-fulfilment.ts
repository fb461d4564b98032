import type { FulfilmentStore } from "./fulfilment-store.js";
import type { OrderEvent } from "./order-event.js";
import { type Plan, planFulfilment, type Settings } from "./plan-fulfilment.js";

const MOST_ROUNDS = 12;

/**
 * Does what one event asks for, exactly once, however often and in whatever order events are delivered.
 *
 * @throws when it could not be stored: the event has to be delivered again
 */
export async function settleFulfilment(
  store: FulfilmentStore,
  event: OrderEvent,
  settings: Settings,
): Promise<Plan> {
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const before = await store.read(event.orderId);
    // Read after the fulfilment: a refund that comes later than this writes to the fulfilment, too, and then either the
    // write below is refused or the refund finds what it wrote.
    const order = await store.readOrder(event.orderId);
    const plan = planFulfilment(event, before.fulfilment, order, settings);
    if (plan.outcome === "repeated" || (await store.write(before, plan.fulfilment, plan.take))) return plan;
  }
  throw new Error(`fulfilments/${event.orderId} was written by others ${MOST_ROUNDS} times in a row`);
}
