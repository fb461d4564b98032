import { z } from "zod";
import { Refusal } from "../checkouts/refusal.js";
import type { Clock } from "../clock.js";
import { readControl, wholeNumber } from "../fields.js";
import { readDuration } from "./duration.js";

const TEN_YEARS_MS = 10 * 365 * 86_400_000;

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

/** Moves the clock as a control request says. @throws {Refusal} */
export function moveClock(clock: Clock, json: unknown): void {
  const move = readControl(clockMove, json);
  const offsetMs = "advanceMs" in move ? clock.offsetMs + move.advanceMs : move.offsetMs;
  if (Math.abs(offsetMs) > TEN_YEARS_MS)
    throw new Refusal("advanceMs: the clock goes no further than ten years", "advanceMs");
  clock.setOffset(offsetMs);
}
