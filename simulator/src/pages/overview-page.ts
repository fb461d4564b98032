import { html } from "hono/html";
import { type Checkout, currentState } from "../checkouts/checkout.js";
import { formattedAmount } from "../money/format-money.js";
import type { SimulatorState } from "../state.js";
import { clockSection } from "./clock-section.js";
import { controlButton } from "./control-form.js";
import { faultsSection } from "./faults-section.js";
import { type Html, layout, table, time } from "./layout.js";

/** The simulator's front door: what it holds, and what can be done to it. */
export function overviewPage(state: SimulatorState): Html {
  const { clock, faults } = state;
  const checkouts = state.checkouts.list().reverse();
  const firestore = state.firestore();
  const endpoints = state.webhooks.list().length;
  return layout({
    title: "PointCheckout simulator",
    language: "en",
    wide: true,
    content: html`
      <h1>PointCheckout simulator</h1>
      <p>It stands in for the payment vendor on this machine: its API, its payment pages, its notifications.
        ${
          firestore === null
            ? "No Firestore emulator is connected, so its documents are not written."
            : html`Its documents are written to the Firestore emulator at <code>${firestore}</code>.`
        }
      </p>
      <ul class="places">
        <li><a href="#clock">Clock</a></li>
        <li><a href="#faults">Faults</a> (${faults.list().length} armed)</li>
        <li><a href="/outbox">Outbox</a> (${state.outbox.list().length})</li>
        <li><a href="/portal/webhooks">Webhooks</a> (${endpoints === 1 ? "1 endpoint" : `${endpoints} endpoints`})</li>
      </ul>
      <h2>Checkouts</h2>
      ${checkouts.length === 0 ? html`<p>None yet. Create a payment link through the API.</p>` : checkoutTable(checkouts)}
      ${clockSection(clock)}
      ${faultsSection(state)}
      <h2>Start again</h2>
      ${controlButton("Forget all checkouts, faults and messages", { control: "reset", next: "/" })}`,
  });
}

function checkoutTable(checkouts: readonly Checkout[]): Html {
  return table(
    "Checkouts",
    ["Order", "Status", "Amount", "Request", "Payment", "Created", "Customer's page"],
    checkouts.map(row),
  );
}

function row(checkout: Checkout): Html {
  const { id, order, checkoutKey, createdAt, paymentReference } = checkout;
  const { status } = currentState(checkout);
  return html`
            <tr>
              <td><a href="/portal/checkouts/${id}">${order.orderId}</a></td>
              <td><span class="status" data-status="${status}">${status}</span></td>
              <td class="amount">${formattedAmount(checkout, "en")}</td>
              <td>${order.requestId}</td>
              <td class="payment">${paymentReference ?? "-"}</td>
              <td>${time(createdAt)}</td>
              <td><a href="/checkout/${checkoutKey}">Open</a></td>
            </tr>`;
}
