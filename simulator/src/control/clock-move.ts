import { z } from "zod";
import { Refusal } from "../checkouts/refusal.js";
import type { Clock } from "../clock.js";
import { readControl, TEN_YEARS_MS, wholeNumber } from "../fields.js";

const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const duration = z.string().transform((text, context) => {
  const ms = readDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue("must be a whole number and a unit, such as 90s, 15m, 2h or 7d");
  return z.NEVER;
});

const clockMove = z.union(
  [
    z.strictObject({ advanceMs: wholeNumber(0, TEN_YEARS_MS) }),
    z.strictObject({ offsetMs: wholeNumber(-TEN_YEARS_MS, TEN_YEARS_MS) }),
    z
      .strictObject({ advance: duration.refine((ms) => ms >= 0) })
      .transform(({ advance }) => ({ advanceMs: advance })),
    z.strictObject({ offset: duration }).transform(({ offset }) => ({ offsetMs: offset })),
  ],
  { error: "give advanceMs or offsetMs in whole milliseconds, or advance or offset such as 15m" },
);

export function moveClock(clock: Clock, json: unknown): void {
  const move = readControl(clockMove, json);
  const offsetMs = "advanceMs" in move ? clock.offsetMs + move.advanceMs : move.offsetMs;
  if (Math.abs(offsetMs) > TEN_YEARS_MS)
    throw new Refusal("advanceMs: the clock goes no further than ten years", "advanceMs");
  clock.setOffset(offsetMs);
}

/** Milliseconds of `90s`, `15m`, `-2h`, `7d`, `500ms`; undefined for any other text, and without a unit. */
export function readDuration(text: string): number | undefined {
  const [, count = "", unit = ""] = /^([+-]?\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit];
  if (unitMs === undefined) return undefined;
  const ms = Number(count) * unitMs;
  return Number.isSafeInteger(ms) ? ms : undefined;
}
