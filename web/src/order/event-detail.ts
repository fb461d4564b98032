import type { TFunction } from "i18next";
import type { Decision, OrderEvent, ProblemCode } from "pointcheckout-firebase-client";
import type { Language } from "../i18n/i18n.js";
import { STATUS_GROUPS } from "../orders/orders-filter.js";
import { VALIDITIES } from "../shared/validities.js";
import { PROBLEM_TEXTS } from "./problem-texts.js";

// The client exports the list, too; specs know only its types.
const DECISIONS: Record<Decision, true> = {
  keep_order: true,
  follow_vendor: true,
  accept_payment: true,
  refund_payment: true,
  refund_done: true,
  refund_not_done: true,
};
const isDecision = (word: string): word is Decision => Object.hasOwn(DECISIONS, word);
const isProblem = (word: string): word is ProblemCode => Object.hasOwn(PROBLEM_TEXTS.en, word);
const REFUND_STATES = ["done", "refused", "unknown", "problem", "abandoned"] as const;

const knownIn = <T extends string>(words: readonly T[], word: string): T | undefined =>
  words.find((one) => one === word);

/** The words for an event's code; null where the code is an id, or the vendor's own word. */
export function eventDetail(
  { type, detail }: Pick<OrderEvent, "type" | "detail">,
  t: TFunction,
  language: Language,
): string | null {
  const [first = "", second = ""] = detail?.split(/:? /) ?? [];
  const meaningOf = (word: string) => (isProblem(word) ? PROBLEM_TEXTS[language][word].meaning : null);
  if (type === "order.problem" || type === "order.problem_resolved") return meaningOf(first);
  if (type === "operation.resolve")
    return isDecision(first) ? `${t(`decisions.${first}`)} · ${meaningOf(second) ?? second}` : null;
  if (type === "order.late_success") {
    const status = knownIn(STATUS_GROUPS.ended, first);
    return status ? t(`status.${status}`) : null;
  }
  if (type === "operation.extend") {
    const minutes = VALIDITIES.find((one) => first === `expires_in_${one}`);
    return minutes ? t(`validity.m${minutes}`) : null;
  }
  const state = type === "operation.refund_settled" ? knownIn(REFUND_STATES, first) : undefined;
  return state ? t(`refundState.${state}`) : null;
}
