import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { HttpsError, onCall } from "firebase-functions/v2/https";
import { functionOptions, longestStepMs, secrets } from "../config.js";
import { connect } from "../connections.js";
import { createLink, type PaymentLink } from "../orders/create-link.js";
import { LinkError } from "../orders/link-error.js";
import { linkSettings } from "../orders/link-settings.js";
import type { LinkCommand } from "../orders/plan-creation.js";
import { type Caller, identifyCaller } from "./authorise.js";
import { givenKeys, ORDER_INPUT_KEYS, parseContentInput, parseOrderInput } from "./link-input.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";

/**
 * Creates an order's payment link, or gives the one it has. Staff give the order's content (or only `orderId` of a
 * stored order); a customer gives `{orderId, sendSms?, sendEmail?}` of an order that carries their uid.
 *
 * @see docs/api.md, "createPaymentLink"
 */
export const createPaymentLink = onCall<unknown, Promise<PaymentLink>>(
  { ...functionOptions(), secrets },
  (request) =>
    atTheEdge("createPaymentLink", request, async () => {
      const started = performance.now();
      const caller = identifyCaller(request);
      const { config, ...deps } = connect();
      const settings = linkSettings(config);
      const command = readCommand(caller, request.data, settings.maximumMinor);
      // One more step has to fit before the platform ends the function.
      const budgetMs = config.callTimeoutMs - longestStepMs(config.apiTimeoutMs);
      const hasTimeLeft = () => performance.now() - started < budgetMs;
      try {
        return await createLink({ ...deps, settings, newLeaseId: randomUUID, sleep, hasTimeLeft }, command);
      } catch (error) {
        // Staff who named only an order that is not stored: tell them what a new one needs.
        const unknown = error instanceof LinkError && error.code === "not-found";
        if (!unknown || !caller.staff) throw error;
        const parsed = parseContentInput(request.data, settings.maximumMinor);
        throw parsed.ok ? error : invalidArgument(parsed.problems);
      }
    }),
);

function readCommand(caller: Caller, data: unknown, maximumMinor: (currency: string) => number): LinkCommand {
  const keys = givenKeys(data);
  const beyond = keys.filter((key) => !ORDER_INPUT_KEYS.includes(key));
  if (!caller.staff && beyond.length > 0) {
    const details = beyond.map((path) => ({ path, message: "may be given by staff only" }));
    throw new HttpsError("permission-denied", `Only staff may give ${beyond.join(", ")}.`, details);
  }
  if (!caller.staff || (beyond.length === 0 && keys.includes("orderId"))) {
    const parsed = parseOrderInput(data);
    if (!parsed.ok) throw invalidArgument(parsed.problems);
    return { ...parsed.value, content: null, customerUid: caller.staff ? null : caller.uid };
  }
  const parsed = parseContentInput(data, maximumMinor);
  if (!parsed.ok) throw invalidArgument(parsed.problems);
  return { ...parsed.value, customerUid: null };
}
