import { setTimeout as sleep } from "node:timers/promises";
import type { OrderPlan } from "../plan/step.js";
import { type Call, type Callables, STAFF, type User } from "../world/callables.js";

/** What a web app retries by itself. */
const RETRYABLE = new Set(["UNAVAILABLE", "ABORTED"]);
const BACKOFF_MS = 200;

export const customerOf = ({ orderId }: OrderPlan): User => ({ uid: `customer-${orderId}` });

/** The order's content as staff give it: always the same. */
export function contentOf(plan: OrderPlan): { orderId: string } & Record<string, unknown> {
  const { orderId, amount, currency, expiresIn } = plan;
  return {
    orderId,
    customerUid: customerOf(plan).uid,
    description: `Chaos: ${plan.journey}`,
    amount,
    currency,
    expiresIn,
    customer: { id: orderId, firstName: "Cleo", lastName: "Customer", email: "cleo@example.com" },
    billingAddress: { name: "Cleo Customer", address1: "1 Palm Street", city: "Dubai", country: "AE" },
  };
}

/** Staff save the order, so that its customer can ask for the link. @returns whether it was saved */
export async function saveDraft(callables: Callables, plan: OrderPlan): Promise<boolean> {
  return (await callables.call("saveDraftOrder", contentOf(plan), STAFF)).code === "OK";
}

/**
 * Several callers ask for an order's link at once. Each retries as a web app does, with growing pauses, and gives up
 * after `tries` attempts.
 *
 * @returns every answer
 */
export async function askForLink(
  callables: Callables,
  plan: OrderPlan,
  { callers, tries }: { callers: number; tries: number },
): Promise<Call[]> {
  const asking = async (): Promise<Call[]> => {
    const answers: Call[] = [];
    for (let tried = 1; ; tried += 1) {
      const answer = await askOnce(callables, plan);
      answers.push(answer);
      if (!RETRYABLE.has(answer.code) || tried >= tries) return answers;
      await sleep(BACKOFF_MS * 2 ** (tried - 1));
    }
  };
  return (await Promise.all(Array.from({ length: callers }, asking))).flat();
}

function askOnce(callables: Callables, plan: OrderPlan): Promise<Call> {
  if (plan.asker === "staff") return callables.call("createPaymentLink", contentOf(plan), STAFF);
  return callables.call("createPaymentLink", { orderId: plan.orderId }, customerOf(plan));
}
