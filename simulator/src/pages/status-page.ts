import { html } from "hono/html";
import { type Checkout, type CheckoutStatus, currentState } from "../checkouts/checkout.js";
import { type Html, layout } from "./layout.js";
import { orderSummary } from "./order-summary.js";
import { wordsIn } from "./words.js";

const TERMINAL_UNPAID: readonly CheckoutStatus[] = ["FAILED", "CANCELLED", "EXPIRED"];

/** Whether the link ended without payment. */
export function isTerminalUnpaid(checkout: Checkout): boolean {
  return TERMINAL_UNPAID.includes(currentState(checkout).status);
}

/** The page of a link that can no longer be paid. */
export function statusPage(checkout: Checkout): Html {
  const { language } = checkout.order;
  const words = wordsIn(language);
  const { status } = currentState(checkout);
  const { title, text } = words.statuses[status];
  const tone = isTerminalUnpaid(checkout) || status === "CHARGEBACK" ? "bad" : "good";
  return layout({
    title,
    language,
    status,
    checkoutId: checkout.id,
    content: html`
      <div class="outcome ${tone}"><h1>${title}</h1><p>${text}</p></div>
      ${orderSummary(checkout)}
      <p class="after">${
        isTerminalUnpaid(checkout)
          ? words.close
          : html`<a href="/checkout/${checkout.checkoutKey}/payment-confirmation">${words.seeConfirmation}</a>`
      }</p>`,
  });
}

/** The page after paying. Reaching it proves no payment. */
export function confirmationPage(checkout: Checkout): Html {
  const { language, contactEmail } = checkout.order;
  const words = wordsIn(language);
  const { status } = currentState(checkout);
  const { title, text } = words.statuses[status];
  return layout({
    title: words.confirmed.title,
    language,
    status,
    checkoutId: checkout.id,
    content: html`
      <div class="outcome good"><h1>${words.confirmed.title}</h1><p><strong>${title}.</strong> ${text}</p></div>
      ${orderSummary(checkout)}
      ${status === "PAID" && contactEmail !== null ? html`<p>${words.confirmed.receipt(contactEmail)}</p>` : ""}
      <p class="after">${words.close}</p>`,
  });
}

export function notFoundPage(): Html {
  return layout({
    title: "No such page",
    language: "en",
    content: html`
      <div class="outcome bad"><h1>No such page</h1><p>The simulator knows no payment link or page of this address.</p></div>
      <p class="after"><a href="/">Overview of the simulator</a></p>`,
  });
}

export function refusedPage(error: string, back: string): Html {
  return layout({
    title: "Not done",
    language: "en",
    content: html`
      <div class="outcome bad" role="alert"><h1>Not done</h1><p>${error}</p></div>
      <p class="after"><a href="${back}">Back</a></p>`,
  });
}
