const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Milliseconds of a duration: a whole number and its unit, `90s`, `15m`, `-2h`, `7d`, `500ms`.
 *
 * @returns undefined when the text is no duration; a number without a unit is none, because some would mean seconds
 */
export function readDuration(text: string): number | undefined {
  const [, count = "", unit = ""] = /^([+-]?\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit];
  if (unitMs === undefined) return undefined;
  const ms = Number(count) * unitMs;
  return Number.isSafeInteger(ms) ? ms : undefined;
}
