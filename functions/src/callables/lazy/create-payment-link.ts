import { HttpsError } from "firebase-functions/v2/https";
import type { Config } from "../../config.js";
import { connect, connectCall } from "../../connections.js";
import { createLink, type PaymentLink } from "../../orders/link/create-link.js";
import type { LinkCommand } from "../../orders/link/link-command.js";
import { OrderError } from "../../orders/model/order-error.js";
import {
  dropNotGiven,
  type InputProblem,
  type Parsed,
  parseBySchema,
} from "../../orders/model/parse-by-schema.js";
import type { Caller } from "../authorize.js";
import { callableWork } from "../callable-work.js";
import { orderInput, parseContentInput } from "../link-input.js";
import { boundProblems, invalidArgument } from "../to-https-error.js";

export const { parse, readOrder, work } = callableWork({
  parse: (data, caller) => readCall(caller, data, connect().settings),
  readOrder: ({ orderId }) => connect().orders.read(orderId),
  work: async ({ missing, ...command }, _caller, order): Promise<PaymentLink> => {
    try {
      return await createLink(connectCall(), command, order);
    } catch (error) {
      const isUnknown = error instanceof OrderError && error.code === "not-found";
      throw isUnknown && missing.length > 0 ? invalidArgument(missing) : error;
    }
  },
});

/** `missing`: what a new order would need, for staff who may have meant to give one. */
type LinkCall = LinkCommand & { missing: readonly InputProblem[] };

function readCall(caller: Caller, data: unknown, { maximumMinor }: Config): Parsed<LinkCall> {
  const given = dropNotGiven(data);
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
