import { html } from "hono/html";
import { type Checkout, currentState } from "../checkouts/checkout.js";
import type { CheckoutStatus } from "../checkouts/plan-move.js";
import { customerPage, type Html, layout, wordsIn } from "./layout.js";
import { orderSummary } from "./order-summary.js";

const TERMINAL_UNPAID: readonly CheckoutStatus[] = ["FAILED", "CANCELLED", "EXPIRED"];

export function isTerminalUnpaid(checkout: Checkout): boolean {
  return TERMINAL_UNPAID.includes(currentState(checkout).status);
}

export function statusPage(checkout: Checkout): Html {
  const { status, words, title, text } = shown(checkout);
  const tone = isTerminalUnpaid(checkout) || status === "CHARGEBACK" ? "bad" : "good";
  const link = html`<a href="/checkout/${checkout.checkoutKey}/payment-confirmation">${words.seeConfirmation}</a>`;
  return customerPage(
    checkout,
    title,
    html`
      <div class="outcome ${tone}"><h1>${title}</h1><p>${text}</p></div>
      ${orderSummary(checkout)}
      <p class="after">${isTerminalUnpaid(checkout) ? words.close : link}</p>`,
  );
}

/** The page after paying. Reaching it proves no payment. */
export function confirmationPage(checkout: Checkout): Html {
  const { contactEmail } = checkout.order;
  const { status, words, title, text } = shown(checkout);
  const { confirmed } = words;
  return customerPage(
    checkout,
    confirmed.title,
    html`
      <div class="outcome good"><h1>${confirmed.title}</h1><p><strong>${title}.</strong> ${text}</p></div>
      ${orderSummary(checkout)}
      ${status === "PAID" && contactEmail !== null ? html`<p>${confirmed.receipt(contactEmail)}</p>` : ""}
      <p class="after">${words.close}</p>`,
  );
}

function shown(checkout: Checkout) {
  const { status } = currentState(checkout);
  const words = wordsIn(checkout.order.language);
  return { status, words, ...words.statuses[status] };
}

export function notFoundPage(): Html {
  const text = "The simulator knows no payment link or page of this address.";
  return problemPage("No such page", text, html`<a href="/">Overview of the simulator</a>`);
}

export function refusedPage(error: string, back: string): Html {
  return problemPage("Not done", error, html`<a href="${back}">Back</a>`);
}

function problemPage(title: string, text: string, link: Html): Html {
  return layout({
    title,
    language: "en",
    content: html`
      <div class="outcome bad" role="alert"><h1>${title}</h1><p>${text}</p></div>
      <p class="after">${link}</p>`,
  });
}
