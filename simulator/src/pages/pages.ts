import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Context, Hono } from "hono";
import { type Checkout, currentState } from "../checkouts/checkout.js";
import type { Checkouts } from "../checkouts/checkouts.js";
import { FAULT_KINDS } from "../faults/fault.js";
import type { SimulatorState } from "../state.js";
import { EMPTY_CARD, readCard, type TypedCard, typedCard } from "./card-form.js";
import { checkoutPage } from "./checkout-page.js";
import { faultPage } from "./fault-page.js";
import { outboxPage } from "./outbox-page.js";
import { overviewPage } from "./overview-page.js";
import { acceptsCards, paymentPage } from "./payment-page.js";
import { confirmationPage, isTerminalUnpaid, statusPage } from "./status-page.js";
import { findTestCard, groupedNumber, TEST_CARD_DETAILS } from "./test-cards.js";
import { webhooksPage } from "./webhooks-page.js";

// Nothing but its own stylesheets and forms: no script in a merchant's text may run.
const SECURITY_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

// A library's rules for plain HTML, and what differs from them.
const STYLE_SHEETS = {
  "/pico.css": import.meta.resolve("@picocss/pico/css/pico.classless.min.css"),
  "/simulator.css": import.meta.resolve("./simulator.css"),
};

export function pages(state: SimulatorState): Hono {
  const { checkouts, outbox, notifier } = state;
  const routes = new Hono();
  routes.use(async (context, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.header(name, value);
    await next();
  });
  routes.get("/", (context) => context.html(overviewPage(state)));
  routes.get("/portal/webhooks", (context) => context.html(webhooksPage(state)));
  routes.get("/portal/checkouts/:id", (context) => {
    const checkout = checkouts.find(context.req.param("id"));
    if (checkout === undefined) return context.notFound();
    const notifications = notifier.list().filter(({ checkoutId }) => checkoutId === checkout.id);
    return context.html(checkoutPage(checkout, notifications));
  });
  routes.get("/faults", (context) => {
    const kind = FAULT_KINDS.find((known) => known === context.req.query("kind"));
    if (kind === undefined) return context.redirect("/#faults", 303);
    return context.html(faultPage({ kind, checkoutId: context.req.query("checkoutId") }));
  });
  routes.get("/outbox", (context) => context.html(outboxPage(outbox.list())));
  for (const [path, file] of Object.entries(STYLE_SHEETS)) {
    const text = readFileSync(fileURLToPath(file), "utf8");
    routes.get(path, (context) => context.body(text, 200, { "content-type": "text/css" }));
  }
  routes.get("/checkout/:key", (context) => {
    const checkout = checkouts.findByKey(context.req.param("key"));
    if (checkout === undefined) return context.notFound();
    if (!isPayable(checkout))
      return context.html(statusPage(checkout), isTerminalUnpaid(checkout) ? 410 : 200);
    return context.html(paymentPage(checkout, { typed: prefilled(context.req.query("card") ?? "") }));
  });
  routes.post("/checkout/:key", async (context) => {
    const form = await context.req.formData();
    // Looked up after the last await, so that a double submit pays once.
    const checkout = checkouts.findByKey(context.req.param("key"));
    return checkout === undefined ? context.notFound() : submit(context, checkouts, checkout, form);
  });
  routes.get("/checkout/:key/payment-confirmation", (context) => {
    const checkout = checkouts.findByKey(context.req.param("key"));
    if (checkout === undefined) return context.notFound();
    if (isTerminalUnpaid(checkout) || isPayable(checkout)) return context.redirect(pathOf(checkout), 303);
    return context.html(confirmationPage(checkout));
  });
  return routes;
}

function prefilled(number: string): TypedCard {
  const card = findTestCard(number);
  if (card === undefined) return EMPTY_CARD;
  return { ...EMPTY_CARD, ...TEST_CARD_DETAILS, number: groupedNumber(card.number) };
}

function submit(context: Context, checkouts: Checkouts, checkout: Checkout, form: FormData) {
  if (!isPayable(checkout)) return context.redirect(pathAfterwards(checkout), 303);
  if (form.get("action") === "cancel") {
    checkouts.move(checkout, { move: "cancel" }, { actor: "customer" });
    return context.redirect(pathOf(checkout), 303);
  }
  const whole = typedCard(form);
  const read = readCard(whole);
  // The page does not repeat the security code.
  const typed = { ...whole, cvv: "" };
  if (!acceptsCards(checkout)) return context.html(paymentPage(checkout, { typed }), 422);
  if ("errors" in read) return context.html(paymentPage(checkout, { typed, errors: read.errors }), 422);
  const { outcome } = read.card;
  if (outcome === "decline") return context.html(paymentPage(checkout, { typed, declined: true }), 402);
  checkouts.move(checkout, { move: outcome }, { actor: "customer" });
  return context.redirect(pathAfterwards(checkout), 303);
}

function isPayable(checkout: Checkout): boolean {
  return currentState(checkout).status === "PENDING";
}

function pathOf({ checkoutKey }: Checkout): string {
  return `/checkout/${checkoutKey}`;
}

function pathAfterwards(checkout: Checkout): string {
  return isTerminalUnpaid(checkout) ? pathOf(checkout) : `${pathOf(checkout)}/payment-confirmation`;
}
