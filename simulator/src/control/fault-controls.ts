import { Hono } from "hono";
import { NotFound } from "../checkouts/refusal.js";
import type { ArmedFaults } from "../faults/armed-faults.js";
import type { FaultChances } from "../faults/fault-chances.js";
import { readFaultOrder } from "../faults/fault-order.js";
import { FAULT_PROFILE_NAMES, FAULT_PROFILES } from "../faults/fault-profiles.js";
import { answer, bodyOf } from "./control-json.js";
import { type ChancesOrder, chanceView, readAddedChances, readChancesOrder } from "./fault-chances-order.js";

export function faultControls(faults: ArmedFaults, chances: FaultChances): Hono {
  const controls = new Hono();
  const view = () => ({ seed: chances.seed, chances: chances.list().map(chanceView) });
  const set = (order: ChancesOrder) => {
    chances.set(order.seed, order.chances);
    return view();
  };
  controls.put("/chances", async (context) => answer(context, set(readChancesOrder(await bodyOf(context)))));
  controls.post("/chances", async (context) =>
    answer(context, set(readAddedChances(await bodyOf(context), chances))),
  );
  controls.get("/chances", (context) => answer(context, view()));
  controls.delete("/chances", (context) => {
    chances.clear();
    return answer(context, { ok: true });
  });
  controls.get("/profiles", (context) =>
    answer(context, { profiles: FAULT_PROFILE_NAMES.map((name) => ({ name, ...FAULT_PROFILES[name] })) }),
  );
  controls.post("/", async (context) =>
    answer(context, { id: faults.arm(readFaultOrder(await bodyOf(context))).id }, 201),
  );
  controls.get("/", (context) =>
    answer(context, { faults: faults.list().map(({ effect, ...order }) => ({ ...order, ...effect })) }),
  );
  controls.delete("/", (context) => {
    for (const source of [faults, chances]) source.clear();
    return answer(context, { ok: true });
  });
  controls.delete("/:id", (context) => {
    if (!faults.disarm(context.req.param("id"))) throw new NotFound("No fault of that id is armed.");
    return answer(context, { ok: true });
  });
  return controls;
}
