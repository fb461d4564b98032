import type { InputProblem } from "../orders/model/parse-by-schema.js";

/** Far more than an order of 200 items has: values and field names, characters of them all, and fields within fields. */
const MOST_VALUES = 5_000;
const MOST_CHARACTERS = 250_000;
const DEEPEST = 8;

/** As many problems as a person repairs at once, with paths that fit a line. */
const MOST_PROBLEMS = 50;
const LONGEST_PATH = 200;

type Budget = { values: number; characters: number };

/**
 * First field that exceeds the size or depth limit. Reads no more than the limit, however large the input is.
 */
export function sizeProblems(raw: unknown): InputProblem[] {
  if (typeof raw !== "object" || raw === null) return tooMuch(raw, "");
  const left: Budget = { values: MOST_VALUES, characters: MOST_CHARACTERS };
  for (const name in raw) {
    if (!Object.hasOwn(raw, name)) continue;
    const message = spend(name, left, 1) ?? spend((raw as Record<string, unknown>)[name], left, 1);
    if (message) return [{ path: name, message }];
  }
  return [];
}

function tooMuch(value: unknown, path: string): InputProblem[] {
  const message = spend(value, { values: MOST_VALUES, characters: MOST_CHARACTERS }, 0);
  return message ? [{ path, message }] : [];
}

function spend(value: unknown, left: Budget, depth: number): string | null {
  left.values -= 1;
  if (typeof value === "string") left.characters -= value.length;
  if (left.values < 0 || left.characters < 0) return "is too large";
  if (typeof value !== "object" || value === null) return null;
  if (depth >= DEEPEST) return "is nested too deeply";
  for (const name in value) {
    if (!Object.hasOwn(value, name)) continue;
    left.characters -= Array.isArray(value) ? 0 : name.length;
    const message = spend((value as Record<string, unknown>)[name], left, depth + 1);
    if (message) return message;
  }
  return null;
}

/** Problems as they are answered: not more than a caller can use, and of a foreign field name what can be shown. */
export function boundProblems(problems: readonly InputProblem[]): InputProblem[] {
  return problems.slice(0, MOST_PROBLEMS).map(({ path, message }) => ({ path: showable(path), message }));
}

function showable(path: string): string {
  return path.slice(0, LONGEST_PATH).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\u{fffd}");
}
