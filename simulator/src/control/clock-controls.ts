import { Hono } from "hono";
import { z } from "zod";
import { Refusal } from "../checkouts/refusal.js";
import type { Clock } from "../clock.js";
import { readControl, wholeNumber } from "./control-fields.js";
import { answer, bodyOf } from "./control-json.js";
import { readDuration } from "./duration.js";
import { iso } from "./views.js";

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
    z.strictObject({ advance: duration }).transform(({ advance }) => ({ advanceMs: advance })),
    z.strictObject({ offset: duration }).transform(({ offset }) => ({ offsetMs: offset })),
  ],
  { error: "give advanceMs or offsetMs in whole milliseconds, or advance or offset such as 15m" },
);

/** Reads and moves the simulator's clock. */
export function clockControls(clock: Clock): Hono {
  const controls = new Hono();
  const view = () => ({ now: iso(clock.now()), offsetMs: clock.offsetMs });
  controls.get("/", (context) => answer(context, view()));
  controls.post("/", async (context) => {
    const move = readControl(clockMove, await bodyOf(context));
    const offset = "advanceMs" in move ? clock.offsetMs + move.advanceMs : move.offsetMs;
    if ("advanceMs" in move && move.advanceMs < 0)
      throw new Refusal("advance: must not be negative; offset sets the clock back", "advance");
    if (Math.abs(offset) > TEN_YEARS_MS)
      throw new Refusal("advanceMs: the clock goes no further than ten years", "advanceMs");
    clock.setOffset(offset);
    return answer(context, view());
  });
  return controls;
}
