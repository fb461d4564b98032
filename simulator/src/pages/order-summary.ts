import { html } from "hono/html";
import type { Checkout } from "../checkouts/checkout.js";
import type { Language, OrderItem } from "../checkouts/link-order.js";
import { decimalText, decimalToText } from "../money/decimal.js";
import { formatMoney } from "../money/format-money.js";
import type { Html } from "./layout.js";
import { wordsIn } from "./words.js";

/** The order's amount, in the customer's language unless another is wanted. */
export function formattedAmount(checkout: Checkout, language = checkout.order.language): string {
  return amountText(checkout, checkout.order.amountMinor, language);
}

/** An amount of minor units in the order's currency, for the developer unless another language is wanted. */
export function amountText({ order }: Checkout, minor: bigint, language: Language = "en"): string {
  return formatMoney(decimalText(minor, order.exponent), order.currency, order.exponent, language);
}

/** What is being paid for. */
export function orderSummary(checkout: Checkout): Html {
  const { order, displayId } = checkout;
  const words = wordsIn(order.language);
  return html`
    <section class="summary" aria-label="${words.order}">
      <dl>
        <div><dt>${words.order}</dt><dd><bdi>${order.orderId}</bdi></dd></div>
        <div><dt>${words.reference}</dt><dd><bdi>${displayId}</bdi></dd></div>
      </dl>
      <p class="description" dir="auto">${order.description}</p>
      ${order.items.length > 0 ? html`<ul class="items">${order.items.map((item) => itemLine(checkout, item))}</ul>` : ""}
      <p class="total"><span>${words.total}</span> <strong><bdi>${formattedAmount(checkout)}</bdi></strong></p>
    </section>`;
}

function itemLine({ order }: Checkout, { name, quantity, linetotal }: OrderItem): Html {
  const price = formatMoney(
    decimalToText(linetotal, order.exponent),
    order.currency,
    order.exponent,
    order.language,
  );
  return html`
    <li><span><bdi>${name}</bdi> <span class="quantity">&times; ${decimalToText(quantity, 0)}</span></span> <bdi>${price}</bdi></li>`;
}
