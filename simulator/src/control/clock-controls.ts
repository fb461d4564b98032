import { Hono } from "hono";
import { z } from "zod";
import { Refusal } from "../checkouts/refusal.js";
import type { Clock } from "../clock.js";
import { readControl, wholeNumber } from "./control-fields.js";
import { answer, bodyOf } from "./control-json.js";
import { iso } from "./views.js";

const TEN_YEARS_MS = 10 * 365 * 86_400_000;

const clockMove = z.union(
  [
    z.strictObject({ advanceMs: wholeNumber(0, TEN_YEARS_MS) }),
    z.strictObject({ offsetMs: wholeNumber(-TEN_YEARS_MS, TEN_YEARS_MS) }),
  ],
  { error: "give either advanceMs or offsetMs, in whole milliseconds" },
);

/** Reading and moving the simulator's clock. */
export function clockControls(clock: Clock): Hono {
  const controls = new Hono();
  const view = () => ({ now: iso(clock.now()), offsetMs: clock.offsetMs });
  controls.get("/", (context) => answer(context, view()));
  controls.post("/", async (context) => {
    const move = readControl(clockMove, await bodyOf(context));
    const offset = "advanceMs" in move ? clock.offsetMs + move.advanceMs : move.offsetMs;
    if (offset > TEN_YEARS_MS)
      throw new Refusal("advanceMs: the clock goes no further than ten years", "advanceMs");
    clock.setOffset(offset);
    return answer(context, view());
  });
  return controls;
}
