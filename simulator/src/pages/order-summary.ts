import { html } from "hono/html";
import type { Checkout } from "../checkouts/checkout.js";
import { formatMoney, formattedAmount } from "../checkouts/format-money.js";
import { decimalToText } from "../money/decimal.js";
import { type Html, wordsIn } from "./layout.js";

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

function itemLine({ order }: Checkout, item: Checkout["order"]["items"][number]): Html {
  const { name, quantity, linetotal } = item;
  const price = formatMoney(order, decimalToText(linetotal, order.exponent), order.language);
  return html`
    <li><span><bdi>${name}</bdi> <span class="quantity">&times; ${quantity.toFixed()}</span></span> <bdi>${price}</bdi></li>`;
}
