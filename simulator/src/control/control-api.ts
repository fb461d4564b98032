import { Hono } from "hono";
import { NotFound, Refusal, UnlawfulMove } from "../checkouts/refusal.js";
import { readControl } from "../fields.js";
import { settingsChange } from "../settings.js";
import type { SimulatorState } from "../state.js";
import { checkoutControls } from "./checkout-controls.js";
import { moveClock } from "./clock-move.js";
import { answer, bodyOf } from "./control-json.js";
import { faultControls } from "./fault-controls.js";
import { answerForms } from "./form-body.js";
import { notificationControls } from "./notification-controls.js";
import { webhookControls } from "./webhook-controls.js";

export function controlApi(state: SimulatorState): Hono {
  const { checkouts, clock, faults, chances, requestLog, notifier, webhooks, outbox, settings } = state;
  const api = new Hono();
  api.use(answerForms);
  api.get("/health", (context) =>
    answer(context, {
      ok: true,
      now: clock.now(),
      firestore: state.firestore(),
      checkouts: checkouts.list().length,
    }),
  );
  api.post("/reset", (context) => {
    const memories = [checkouts, faults, chances, requestLog, notifier, webhooks, outbox, settings];
    for (const memory of memories) memory.clear();
    clock.setOffset(0);
    return answer(context, { ok: true });
  });
  const clockView = () => ({ now: clock.now(), offsetMs: clock.offsetMs });
  api.get("/clock", (context) => answer(context, clockView()));
  api.post("/clock", async (context) => {
    moveClock(clock, await bodyOf(context));
    return answer(context, clockView());
  });
  api.get("/settings", (context) => answer(context, settings.values));
  api.post("/settings", async (context) => {
    settings.change(readControl(settingsChange, await bodyOf(context)));
    return answer(context, settings.values);
  });
  api.get("/requests", (context) => answer(context, { requests: requestLog.list(context.req.query()) }));
  api.get("/outbox", (context) => answer(context, { messages: outbox.list() }));
  api.route("/checkouts", checkoutControls(state));
  api.route("/faults", faultControls(faults, chances));
  api.route("/webhooks", webhookControls(webhooks));
  api.route("/notifications", notificationControls(notifier));
  api.all("*", () => {
    throw new NotFound("There is no such control; see docs/simulator.md.");
  });
  api.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    const status = error instanceof NotFound ? 404 : error instanceof UnlawfulMove ? 409 : 400;
    return answer(context, { error: error.message, field: error.field }, status);
  });
  return api;
}
