import { type Context, Hono } from "hono";
import { z } from "zod";
import { NotFound, required } from "../checkouts/refusal.js";
import { readControl, TEN_YEARS_MS, wholeNumber } from "../fields.js";
import type { WebhookEndpoint, WebhookEndpoints } from "../notifications/webhook-endpoints.js";
import { WEBHOOK_EVENTS } from "../notifications/webhook-event.js";
import { answer, bodyOf, bodyOrNothing } from "./control-json.js";

const endpointOrder = z.strictObject({
  url: z.string("must be an address"),
  secret: z.string("must be a text").optional(),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1, "must name at least one event").optional(),
});

const rotation = z.strictObject({
  secret: z.string("must be a text").optional(),
  keepOldMs: wholeNumber(0, TEN_YEARS_MS).optional(),
});

export function webhookControls(webhooks: WebhookEndpoints): Hono {
  const controls = new Hono();
  const view = (endpoint: WebhookEndpoint) => {
    const { isEnabled: enabled, ...shown } = endpoint;
    return { ...shown, oldSecrets: webhooks.oldSecretsOf(endpoint), enabled };
  };
  const onEndpoint = (act: (endpoint: WebhookEndpoint, context: Context) => unknown) =>
    async function controlEndpoint(context: Context<object, "/:id">) {
      const unknown = new NotFound("No webhook endpoint of that id is registered.");
      const endpoint = required(webhooks.find(context.req.param("id")), unknown);
      await act(endpoint, context);
      return answer(context, view(endpoint));
    };
  const rotate = onEndpoint(async (endpoint, context) =>
    webhooks.rotate(endpoint, readControl(rotation, await bodyOrNothing(context))),
  );
  controls.get("/", (context) => answer(context, { webhooks: webhooks.list().map(view) }));
  controls.post("/", async (context) =>
    answer(context, view(webhooks.register(readControl(endpointOrder, await bodyOf(context)))), 201),
  );
  controls.delete(
    "/:id",
    onEndpoint((endpoint) => webhooks.remove(endpoint)),
  );
  for (const action of ["enable", "disable"] as const)
    controls.post(
      `/:id/${action}`,
      onEndpoint((endpoint) => webhooks[action](endpoint)),
    );
  controls.post("/:id/rotate", rotate);
  return controls;
}
