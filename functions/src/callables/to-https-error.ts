import { type CallableRequest, HttpsError } from "firebase-functions/v2/https";
import { ConfigurationError } from "../config.js";
import type { Problem } from "../orders/content-rules.js";
import { LinkError, NO_SUCH_ORDER } from "../orders/link-error.js";
import { OrderUnreadableError } from "../orders/order-document.js";
import { cloudLog } from "../shared/log.js";
import { isStaff } from "./authorise.js";

/** All problems of one input at once, each with its path. */
export function invalidArgument(problems: readonly Problem[]): HttpsError {
  const summary = problems.map(({ path, message }) => (path ? `${path} ${message}` : message)).join("; ");
  return new HttpsError("invalid-argument", summary, problems);
}

/** Runs a callable's work and translates what it throws, once, into what a caller may see. */
export async function atTheEdge<T>(
  callable: string,
  request: Pick<CallableRequest, "auth">,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toHttpsError(callable, error, isStaff(request));
  }
}

function toHttpsError(callable: string, error: unknown, staff: boolean): HttpsError {
  if (error instanceof HttpsError) return error;
  if (error instanceof LinkError) {
    const reason = error.cause instanceof Error ? error.cause.message : undefined;
    cloudLog.warn("callable.refused", { callable, code: error.code, reason });
    return new HttpsError(error.code, error.message, error.details);
  }
  if (error instanceof OrderUnreadableError) {
    cloudLog.error("order.unreadable", { callable, orderId: error.orderId, reason: error.message });
    // Whose it is cannot be told, so nobody but staff learns that it is there.
    if (!staff) return new HttpsError("not-found", NO_SUCH_ORDER);
    return new HttpsError(
      "failed-precondition",
      "The stored order is not in the documented form.",
      error.problems,
    );
  }
  if (error instanceof ConfigurationError) {
    cloudLog.error("configuration.refused", { callable, reason: error.message });
    // How a deployment is set up concerns its staff alone.
    const message = staff ? error.message : "Payments are not available at the moment.";
    return new HttpsError("failed-precondition", message);
  }
  cloudLog.error("callable.failed", {
    callable,
    reason: error instanceof Error ? (error.stack ?? error.message) : "unknown",
  });
  return new HttpsError("internal", "Something went wrong here. It has been logged; try again.");
}
