import { Hono } from "hono";
import { Refusal } from "../checkouts/refusal.js";
import { UnlawfulMove } from "../checkouts/unlawful-move.js";
import { checkoutControls } from "./checkout-controls.js";
import { clockControls } from "./clock-controls.js";
import { answer } from "./control-json.js";
import type { ControlOptions } from "./control-options.js";
import { faultControls } from "./fault-controls.js";
import { answerForms } from "./form-body.js";
import { NoSuchCheckout } from "./no-such-checkout.js";
import { notificationControls } from "./notification-controls.js";
import { recordControls } from "./record-controls.js";
import { settingsControls } from "./settings-controls.js";
import { iso } from "./views.js";
import { webhookControls } from "./webhook-controls.js";

/** What tests and developers do to the simulator itself, under `/simulator`. */
export function controlApi(options: ControlOptions): Hono {
  const { ledger, clock, faults, chances, requestLog, notifier, webhooks, outbox, settings, firestore } =
    options;
  const api = new Hono();
  api.use(answerForms);
  api.get("/health", (context) =>
    answer(context, { ok: true, now: iso(clock.now()), firestore: firestore(), checkouts: ledger.size }),
  );
  api.post("/reset", (context) => {
    const memories = [ledger, faults, chances, requestLog, notifier, webhooks, outbox, settings];
    for (const memory of memories) memory.clear();
    clock.setOffset(0);
    return answer(context, { ok: true });
  });
  api.route("/clock", clockControls(clock));
  api.route("/settings", settingsControls(settings));
  api.route("/checkouts", checkoutControls(options));
  api.route("/faults", faultControls(faults, chances));
  api.route("/webhooks", webhookControls(webhooks));
  api.route("/notifications", notificationControls(notifier));
  api.route("/", recordControls(options));
  api.all("*", (context) =>
    answer(context, { error: "There is no such control; see docs/simulator.md." }, 404),
  );
  api.onError((error, context) => {
    if (error instanceof NoSuchCheckout) return answer(context, { error: error.message }, 404);
    if (error instanceof UnlawfulMove) return answer(context, { error: error.message }, 409);
    if (error instanceof Refusal) return answer(context, { error: error.message, field: error.field }, 400);
    throw error;
  });
  return api;
}
