import { isLosslessNumber, type LosslessNumber } from "lossless-json";
import type { EffectOf, FaultKind } from "../faults/fault.js";
import { exactNumber, type JsonValue, textOrUndefined } from "../json.js";
import { exponentOfCurrency } from "../money/currency.js";
import { decimalText, minorUnitsOf, parseDecimal } from "../money/decimal.js";
import type { Fault, Result } from "./operations.js";

/** The kinds of faults that change a good answer. */
const ALTERATIONS = [
  "answer",
  "unknown-status",
  "changed-amount",
  "absent-fields",
] as const satisfies readonly FaultKind[];

export type Alteration = EffectOf<(typeof ALTERATIONS)[number]>;

/** Replacements for an answer's fields. Undefined removes a field. */
type Patch = Readonly<Record<string, JsonValue | undefined>>;

export function alters(fault: Fault): fault is Alteration {
  return ALTERATIONS.some((kind) => kind === fault?.kind);
}

/**
 * The result with some of its fields replaced or left out. Of a page, the page's own fields are altered in the page
 * and all others in every checkout on it.
 */
export function alteredResult(result: Result, effect: Alteration): Patch {
  const { content } = result;
  if (!isPage(content)) return { ...result, ...patchOf(effect, result) };
  const isOfPage = (field: string) => field in result;
  return {
    ...result,
    content: content.map((checkout) => ({
      ...checkout,
      ...only(patchOf(effect, checkout), (field) => !isOfPage(field)),
    })),
    ...only(patchOf(effect, result), isOfPage),
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
  const exponent = exponentOfCurrency(textOrUndefined(currency) ?? "");
  const decimal = isLosslessNumber(amount) ? parseDecimal(amount.value) : undefined;
  if (exponent === undefined || decimal === undefined) return undefined;
  const minor = minorUnitsOf(decimal, exponent);
  return minor === undefined ? undefined : exactNumber(decimalText(minor + (by ?? minor), exponent));
}

function only(patch: Patch, isWanted: (field: string) => boolean): Patch {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => isWanted(field)));
}

function isPage(content: JsonValue | undefined): content is readonly Result[] {
  return Array.isArray(content);
}
