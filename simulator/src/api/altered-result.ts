import { isLosslessNumber, LosslessNumber } from "lossless-json";
import type { EffectOf } from "../faults/fault.js";
import { type JsonValue, textOrUndefined } from "../json.js";
import { CURRENCY_EXPONENTS } from "../money/currency.js";
import { decimalText, minorUnitsOf, parseDecimal } from "../money/decimal.js";
import type { Fault, Result } from "./operations.js";

const ALTERATIONS = ["answer", "unknown-status", "changed-amount", "absent-fields"] as const;

type Alteration = EffectOf<(typeof ALTERATIONS)[number]>;

/** Replacements for an answer's fields. Undefined removes a field. */
type Patch = Readonly<Record<string, JsonValue | undefined>>;

export function alters(fault: Fault): fault is Alteration {
  return ALTERATIONS.some((kind) => kind === fault?.kind);
}

/** Alters the page's own fields in a page, and all others in each checkout. */
export function alteredResult(result: Result, effect: Alteration): Patch {
  const { content } = result;
  if (!isPage(content)) return { ...result, ...patchOf(effect, result) };
  const only = (patch: Patch, isOfPage: boolean): Patch =>
    Object.fromEntries(Object.entries(patch).filter(([field]) => field in result === isOfPage));
  return {
    ...result,
    content: content.map((checkout) => ({ ...checkout, ...only(patchOf(effect, checkout), false) })),
    ...only(patchOf(effect, result), true),
  };
}

function patchOf(effect: Alteration, fields: Result): Patch {
  switch (effect.kind) {
    case "answer":
      return effect.set;
    case "unknown-status":
      return { status: effect.status };
    case "absent-fields":
      return Object.fromEntries(effect.fields.map((field) => [field, undefined]));
    case "changed-amount": {
      const amount = effect.amount ?? changedAmount(fields, effect.by);
      return amount === undefined ? {} : { amount };
    }
  }
}

/** The answer's own amount plus `by` minor units, or doubled; exact. */
function changedAmount({ amount, currency }: Result, by: bigint | undefined): LosslessNumber | undefined {
  const exponent = CURRENCY_EXPONENTS.get(textOrUndefined(currency) ?? "");
  const decimal = isLosslessNumber(amount) ? parseDecimal(amount.value) : undefined;
  const minor = exponent === undefined ? undefined : decimal && minorUnitsOf(decimal, exponent);
  if (exponent === undefined || minor === undefined) return undefined;
  return new LosslessNumber(decimalText(minor + (by ?? minor), exponent));
}

function isPage(content: JsonValue | undefined): content is readonly Result[] {
  return Array.isArray(content);
}
