import { Hono } from "hono";
import type { ArmedFaults } from "../faults/armed-faults.js";
import { answer, bodyOf } from "./control-json.js";
import { faultView, readFaultOrder } from "./fault-order.js";

/** Arming and disarming what is to go wrong. */
export function faultControls(faults: ArmedFaults): Hono {
  const controls = new Hono();
  controls.post("/", async (context) => {
    const fault = faults.arm(readFaultOrder(await bodyOf(context)));
    return answer(context, { id: fault.id }, 201);
  });
  controls.get("/", (context) => answer(context, { faults: faults.list().map(faultView) }));
  controls.delete("/", (context) => {
    faults.clear();
    return answer(context, { ok: true });
  });
  controls.delete("/:id", (context) =>
    faults.disarm(context.req.param("id"))
      ? answer(context, { ok: true })
      : answer(context, { error: "No fault of that id is armed." }, 404),
  );
  return controls;
}
