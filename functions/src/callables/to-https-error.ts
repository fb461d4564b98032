import { type CallableRequest, HttpsError } from "firebase-functions/v2/https";
import { ConfigurationError } from "../config.js";
import { openStores } from "../connections.js";
import { NO_SUCH_ORDER, OrderError } from "../orders/model/order-error.js";
import { type InputProblem, listProblems } from "../orders/model/parse-by-schema.js";
import { OrderUnreadableError } from "../orders/store/order-document.js";
import { asCanonicalLine } from "../shared/canonical-line.js";
import type { Log, LogFields } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import { isStaff } from "./authorize.js";

/** As many problems as a person repairs at once, with paths that fit a line. */
const MOST_PROBLEMS = 50;
const LONGEST_PATH = 200;

const NOT_PAYABLE_NOW = "This order cannot be paid at the moment. The shop has to look at it.";

/** Foreign field names are cut, and shown without invisible characters. */
export const boundProblems = (problems: readonly InputProblem[]): InputProblem[] =>
  problems.slice(0, MOST_PROBLEMS).map(({ path, message }) => ({
    path: path.slice(0, LONGEST_PATH).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\u{fffd}"),
    message,
  }));

export function invalidArgument(problems: readonly InputProblem[]): HttpsError {
  const bounded = boundProblems(problems);
  return new HttpsError("invalid-argument", listProblems(bounded), bounded);
}

export async function atTheEdge<T>(
  callable: string,
  request: Pick<CallableRequest, "auth">,
  work: (about: LogFields) => Promise<T>,
): Promise<T> {
  const { log } = openStores();
  const about: LogFields = { callable };
  return asCanonicalLine(log, async () => {
    try {
      const result = await work(about);
      log.info("callable.done", { ...about, ...idsOf(result) });
      return result;
    } catch (error) {
      throw toHttpsError(log, about, error, isStaff(request));
    }
  });
}

function idsOf(result: unknown): LogFields {
  const { orderId, checkoutId, status } = Object(result) as Record<string, unknown>;
  const ids = Object.entries({ orderId, checkoutId, status }).filter(([, id]) => typeof id === "string");
  return Object.fromEntries(ids) as LogFields;
}

function toHttpsError(log: Log, about: LogFields, error: unknown, staff: boolean): HttpsError {
  if (error instanceof HttpsError) {
    log.warn("callable.refused", { ...about, code: error.code });
    return error;
  }
  if (error instanceof OrderError) {
    const why = error.isForStaff ? (error.cause ?? error) : error.cause;
    const reason = why instanceof Error ? reasonOf(why.message) : undefined;
    log.warn("callable.refused", { ...about, code: error.code, reason });
    if (error.isForStaff && !staff) return new HttpsError(error.code, NOT_PAYABLE_NOW);
    return new HttpsError(error.code, error.message, error.details);
  }
  if (error instanceof OrderUnreadableError) {
    const { orderId, problems } = error;
    log.error("order.unreadable", { ...about, orderId, reason: reasonOf(error.message) }, error);
    // Its owner is unknown, so only staff learn that it exists.
    if (!staff) return new HttpsError("not-found", NO_SUCH_ORDER);
    const message = "The stored order is not in the documented form.";
    return new HttpsError("failed-precondition", message, problems);
  }
  if (error instanceof ConfigurationError) {
    log.error("configuration.refused", { ...about, reason: reasonOf(error.message) }, error);
    // Only staff learn how a deployment is configured.
    const message = staff ? error.message : "Payments are not available at the moment.";
    return new HttpsError("failed-precondition", message);
  }
  const reason = reasonOf(error instanceof Error ? error.message : "unknown");
  log.error("callable.failed", { ...about, reason }, error);
  return new HttpsError("internal", "Something went wrong here. It has been logged; try again.");
}
