import { html } from "hono/html";
import { type Checkout, currentState } from "../checkouts/checkout.js";
import { type Html, layout } from "./layout.js";
import { formattedAmount } from "./order-summary.js";

export interface Overview {
  /** Newest first. */
  readonly checkouts: readonly Checkout[];
  readonly now: number;
  readonly firestore: string | null;
  readonly messages: number;
  readonly webhookEndpoints: number;
}

/** The simulator's front door: what it is and what it holds. */
export function overviewPage({ checkouts, now, firestore, messages, webhookEndpoints }: Overview): Html {
  return layout({
    title: "PointCheckout simulator",
    language: "en",
    wide: true,
    content: html`
      <h1>PointCheckout simulator</h1>
      <p>It stands in for the payment vendor on this machine: its API, its payment pages, its notifications. Its
        clock says ${time(now)}.
        ${
          firestore === null
            ? "No Firestore emulator is connected, so its documents are not written."
            : html`Its documents are written to the Firestore emulator at <code>${firestore}</code>.`
        }
      </p>
      <ul class="places">
        <li><a href="/outbox">Outbox</a> (${messages})</li>
        <li><a href="/portal/webhooks">Webhooks</a> (${webhookEndpoints === 1 ? "1 endpoint" : `${webhookEndpoints} endpoints`})</li>
      </ul>
      <h2>Checkouts</h2>
      ${checkouts.length === 0 ? html`<p>None yet. Create a payment link through the API.</p>` : table(checkouts)}`,
  });
}

function table(checkouts: readonly Checkout[]): Html {
  return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Checkouts">
        <table>
          <thead><tr><th scope="col">Order</th><th scope="col">Status</th><th scope="col">Amount</th><th scope="col">Request</th><th scope="col">Payment</th><th scope="col">Created</th></tr></thead>
          <tbody>${checkouts.map(row)}</tbody>
        </table>
      </div>`;
}

function row(checkout: Checkout): Html {
  const { order, checkoutKey, createdAt, paymentReference } = checkout;
  const { status } = currentState(checkout);
  return html`
            <tr>
              <td><a href="/checkout/${checkoutKey}">${order.orderId}</a></td>
              <td><span class="status" data-status="${status}">${status}</span></td>
              <td class="amount">${formattedAmount(checkout, "en")}</td>
              <td>${order.requestId}</td>
              <td class="payment">${paymentReference ?? "-"}</td>
              <td>${time(createdAt)}</td>
            </tr>`;
}

/** A moment, readable and exact. */
export function time(at: number): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")} UTC</time>`;
}
