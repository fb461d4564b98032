import { HttpsError } from "firebase-functions/v2/https";
import { ConfigurationError } from "../config.js";
import type { Problem } from "../orders/content-rules.js";
import { LinkError } from "../orders/link-error.js";
import { OrderUnreadableError } from "../orders/order-store.js";
import { cloudLog } from "../shared/log.js";

/** All problems of one input at once, each with its path. */
export function invalidArgument(problems: readonly Problem[]): HttpsError {
  const summary = problems.map(({ path, message }) => (path ? `${path} ${message}` : message)).join("; ");
  return new HttpsError("invalid-argument", summary, problems);
}

/** Runs a callable's work and translates what it throws, once, into what a caller may see. */
export async function atTheEdge<T>(callable: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toHttpsError(callable, error);
  }
}

function toHttpsError(callable: string, error: unknown): HttpsError {
  if (error instanceof HttpsError) return error;
  if (error instanceof LinkError) {
    const reason = error.cause instanceof Error ? error.cause.message : undefined;
    cloudLog.warn("callable.refused", { callable, code: error.code, reason });
    return new HttpsError(error.code, error.message, error.details);
  }
  if (error instanceof OrderUnreadableError) {
    cloudLog.error("order.unreadable", { callable, orderId: error.orderId, reason: error.message });
    return new HttpsError(
      "failed-precondition",
      "The stored order is not in the documented form.",
      error.problems,
    );
  }
  if (error instanceof ConfigurationError) {
    cloudLog.error("configuration.refused", { callable, reason: error.message });
    return new HttpsError("failed-precondition", error.message);
  }
  cloudLog.error("callable.failed", {
    callable,
    reason: error instanceof Error ? (error.stack ?? error.message) : "unknown",
  });
  return new HttpsError("internal", "Something went wrong here. It has been logged; try again.");
}
