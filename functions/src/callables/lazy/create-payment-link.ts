import { randomUUID } from "node:crypto";
import { HttpsError } from "firebase-functions/v2/https";
import { longestStepMs } from "../../config.js";
import { connect } from "../../connections.js";
import { createLink, type PaymentLink } from "../../orders/link/create-link.js";
import type { LinkCommand } from "../../orders/link/link-command.js";
import { linkSettings } from "../../orders/link/link-settings.js";
import { OrderError } from "../../orders/model/order-error.js";
import type { InputProblem, Parsed } from "../../orders/model/parse-by-schema.js";
import type { Caller } from "../authorise.js";
import { callableWork } from "../callable-work.js";
import { boundProblems } from "../input-size.js";
import { givenKeys, ORDER_INPUT_KEYS, parseContentInput, parseOrderInput } from "../link-input.js";
import { timeFor } from "../time-for.js";
import { invalidArgument } from "../to-https-error.js";

export const { parse, readOrder, work } = callableWork({
  parse: (data, caller) => readCall(caller, data, connect().config.maximumMinor),
  readOrder: ({ command }) => connect().orders.read(command.orderId),
  work: async ({ command, missing }, _caller, order): Promise<PaymentLink> => {
    const { config, ...deps } = connect();
    // One more step has to fit before the platform ends the function.
    const time = timeFor(config.callTimeoutMs - longestStepMs(config.apiTimeoutMs));
    const settings = linkSettings(config);
    try {
      return await createLink({ ...deps, ...time, settings, newLeaseId: randomUUID }, command, order);
    } catch (error) {
      const isUnknown = error instanceof OrderError && error.code === "not-found";
      throw isUnknown && missing.length > 0 ? invalidArgument(missing) : error;
    }
  },
});

type LinkCall = {
  command: LinkCommand;
  /** What a new order would need, for staff who may have meant to give one. */
  missing: readonly InputProblem[];
};

function readCall(
  caller: Caller,
  data: unknown,
  maximumMinor: (currency: string) => number,
): Parsed<LinkCall> {
  const keys = givenKeys(data);
  const beyond = keys.filter((key) => !ORDER_INPUT_KEYS.includes(key));
  if (!caller.staff && beyond.length > 0) {
    const details = boundProblems(beyond.map((path) => ({ path, message: "may be given by staff only" })));
    const named = details.map(({ path }) => path).join(", ");
    throw new HttpsError("permission-denied", `Only staff may give ${named}.`, details);
  }
  const content = caller.staff ? parseContentInput(data, maximumMinor) : null;
  if (content && (beyond.length > 0 || !keys.includes("orderId"))) {
    if (!content.ok) return content;
    return { ok: true, value: { command: { ...content.value, customerUid: null }, missing: [] } };
  }
  const parsed = parseOrderInput(data);
  if (!parsed.ok) return parsed;
  const command = { ...parsed.value, content: null, customerUid: caller.staff ? null : caller.uid };
  return { ok: true, value: { command, missing: content && !content.ok ? content.problems : [] } };
}
