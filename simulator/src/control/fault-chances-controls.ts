import { Hono } from "hono";
import type { FaultChances } from "../faults/fault-chances.js";
import { FAULT_PROFILE_NAMES } from "../faults/fault-profiles.js";
import { answer, bodyOf } from "./control-json.js";
import { chanceView, profileView, readAddedChances, readChancesOrder } from "./fault-chances-order.js";

/** Setting the rates at which things go wrong by themselves. */
export function faultChancesControls(chances: FaultChances): Hono {
  const controls = new Hono();
  const view = () => ({ seed: chances.seed, chances: chances.list().map(chanceView) });
  controls.put("/chances", async (context) => {
    const order = readChancesOrder(await bodyOf(context));
    chances.set(order.seed, order.chances);
    return answer(context, view());
  });
  controls.post("/chances", async (context) => {
    const order = readAddedChances(await bodyOf(context), chances);
    chances.set(order.seed, order.chances);
    return answer(context, view());
  });
  controls.get("/chances", (context) => answer(context, view()));
  controls.delete("/chances", (context) => {
    chances.clear();
    return answer(context, { ok: true });
  });
  controls.get("/profiles", (context) => answer(context, { profiles: FAULT_PROFILE_NAMES.map(profileView) }));
  return controls;
}
