import { Hono } from "hono";
import { z } from "zod";
import type { Settings } from "../settings.js";
import { decimalText, readControl } from "./control-fields.js";
import { answer, bodyOf } from "./control-json.js";

const change = z.strictObject({
  cashAmount: decimalText.exactOptional(),
  totalElements: z.enum(["all", "page"], "must be all or page").exactOptional(),
  branches: z.enum(["envelope", "envelopes"], "must be envelope or envelopes").exactOptional(),
  balance: decimalText.nullable().exactOptional(),
});

/** Reading and changing how the vendor behaves; what a request does not name stays. */
export function settingsControls(settings: Settings): Hono {
  const controls = new Hono();
  const view = () => ({ ...settings.values });
  controls.get("/", (context) => answer(context, view()));
  controls.post("/", async (context) => {
    settings.change(readControl(change, await bodyOf(context)));
    return answer(context, view());
  });
  return controls;
}
