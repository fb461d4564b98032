import { Hono } from "hono";
import type { ArmedFaults } from "../faults/armed-faults.js";
import type { FaultChances } from "../faults/fault-chances.js";
import { answer, bodyOf } from "./control-json.js";
import { faultChancesControls } from "./fault-chances-controls.js";
import { faultView, readFaultOrder } from "./fault-order.js";

/** Arming and disarming what is to go wrong, at once or at a rate. */
export function faultControls(faults: ArmedFaults, chances: FaultChances): Hono {
  const controls = new Hono();
  // Before "/:id", which would take their names for ids.
  controls.route("/", faultChancesControls(chances));
  controls.post("/", async (context) => {
    const fault = faults.arm(readFaultOrder(await bodyOf(context)));
    return answer(context, { id: fault.id }, 201);
  });
  controls.get("/", (context) => answer(context, { faults: faults.list().map(faultView) }));
  controls.delete("/", (context) => {
    for (const source of [faults, chances]) source.clear();
    return answer(context, { ok: true });
  });
  controls.delete("/:id", (context) =>
    faults.disarm(context.req.param("id"))
      ? answer(context, { ok: true })
      : answer(context, { error: "No fault of that id is armed." }, 404),
  );
  return controls;
}
