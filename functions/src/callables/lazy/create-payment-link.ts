import { HttpsError } from "firebase-functions/v2/https";
import { connect, connectCall } from "../../connections.js";
import { createLink, type PaymentLink } from "../../orders/link/create-link.js";
import type { LinkCommand } from "../../orders/link/link-conditions.js";
import { OrderError } from "../../orders/model/order-error.js";
import { type InputProblem, type Parsed, parseBySchema } from "../../orders/model/parse-by-schema.js";
import type { OrderSnapshot } from "../../orders/store/order-store.js";
import type { Caller } from "../authorize.js";
import { orderInput, parseContentInput } from "../link-input.js";
import { boundProblems, invalidArgument } from "../to-https-error.js";

/** `missing`: what a new order would need, for staff who may have meant to give one. */
type LinkCall = LinkCommand & { missing: readonly InputProblem[] };

export const readOrder = ({ orderId }: LinkCall) => connect().orders.read(orderId);

export async function work(
  { missing, ...command }: LinkCall,
  _caller: Caller,
  order?: Promise<OrderSnapshot>,
): Promise<PaymentLink> {
  try {
    return await createLink(connectCall(), command, order);
  } catch (error) {
    const isUnknown = error instanceof OrderError && error.code === "not-found";
    throw isUnknown && missing.length > 0 ? invalidArgument(missing) : error;
  }
}

export function parse(given: unknown, caller: Caller): Parsed<LinkCall> {
  const { maximumMinor } = connect().settings;
  const keys = typeof given === "object" && !Array.isArray(given) ? Object.keys(given ?? {}) : [];
  const beyond = keys.filter((key) => !Object.hasOwn(orderInput.shape, key));
  if (!caller.staff && beyond.length > 0) {
    const details = boundProblems(beyond.map((path) => ({ path, message: "may be given by staff only" })));
    const named = details.map(({ path }) => path).join(", ");
    throw new HttpsError("permission-denied", `Only staff may give ${named}.`, details);
  }
  const content = caller.staff ? parseContentInput(given, maximumMinor) : null;
  if (content && (beyond.length > 0 || !keys.includes("orderId"))) {
    if (!content.ok) return content;
    return { ok: true, value: { ...content.value, customerUid: null, missing: [] } };
  }
  const parsed = parseBySchema(orderInput, given);
  if (!parsed.ok) return parsed;
  const customerUid = caller.staff ? null : caller.uid;
  const missing = content && !content.ok ? content.problems : [];
  return { ok: true, value: { ...parsed.value, content: null, customerUid, missing } };
}
