import { type Context, Hono } from "hono";
import { Refusal } from "../checkouts/refusal.js";
import type { Notifier } from "../notifications/notifier.js";
import type { WebhookEndpoint, WebhookEndpoints } from "../notifications/webhook-endpoints.js";
import { type Refused, webhooksPage } from "./webhooks-page.js";

const PAGE = "/portal/webhooks";
const MOST_MESSAGES = 100;

export interface PortalOptions {
  readonly notifier: Notifier;
  readonly webhooks: WebhookEndpoints;
}

/** The merchant's pages in the vendor's portal, under `/portal/webhooks`. */
export function portalPages({ notifier, webhooks }: PortalOptions): Hono {
  const pages = new Hono();

  function show(context: Context, refused?: Refused) {
    const messages = notifier.list().filter(({ channel }) => channel === "webhook");
    const page = webhooksPage({
      endpoints: webhooks.list().map((endpoint) => ({
        endpoint,
        oldSecrets: webhooks.oldSecretsOf(endpoint).length,
      })),
      messages: messages.slice(-MOST_MESSAGES).reverse(),
      messageCount: messages.length,
      refused,
    });
    return context.html(page, refused === undefined ? 200 : 422);
  }

  /** Does what a form asks for and shows the page anew, with the reason when it cannot be done. */
  function submit(context: Context, act: () => void, typed?: Pick<Refused, "url">) {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(context, { error: error.message, ...(typed && { url: typed.url, field: error.field }) });
    }
    return context.redirect(PAGE, 303);
  }

  pages.get("/", (context) => show(context));
  pages.post("/", async (context) => {
    const form = await context.req.formData();
    const order = { url: textOf(form, "url") ?? "", secret: textOf(form, "secret") };
    return submit(context, () => webhooks.register(order), order);
  });
  pages.post("/endpoints/:id", async (context) => {
    const form = await context.req.formData();
    const endpoint = webhooks.find(context.req.param("id"));
    if (endpoint === undefined) return context.notFound();
    return submit(context, () => actOn(webhooks, endpoint, form));
  });
  pages.post("/messages/:id", (context) => {
    const notification = notifier.find(context.req.param("id"));
    if (notification === undefined) return context.notFound();
    notifier.resend(notification);
    return context.redirect(`${PAGE}#${notification.id}`, 303);
  });
  return pages;
}

function actOn(webhooks: WebhookEndpoints, endpoint: WebhookEndpoint, form: FormData): void {
  const action = textOf(form, "action");
  if (action === "rotate") webhooks.rotate(endpoint, { secret: textOf(form, "secret") });
  else if (action === "enable") webhooks.enable(endpoint);
  else if (action === "disable") webhooks.disable(endpoint);
  else if (action === "remove") webhooks.remove(endpoint);
  else throw new Refusal("action: must be rotate, enable, disable or remove", "action");
}

/** What was typed into a field; undefined when nothing was. */
function textOf(form: FormData, field: string): string | undefined {
  const value = form.get(field);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
