import { html } from "hono/html";
import { type Checkout, currentState } from "../checkouts/checkout.js";
import { formattedAmount } from "../checkouts/format-money.js";
import type { Clock } from "../clock.js";
import type { SimulatorState } from "../state.js";
import { controlButton, controlForm, textField } from "./control-form.js";
import { faultsSection } from "./faults-section.js";
import { developerPage, type Html, table, time } from "./layout.js";

const STEPS = { "1 minute": "1m", "15 minutes": "15m", "1 hour": "1h", "1 day": "1d", "8 days": "8d" };

/** The simulator's first page: what it holds, and what can be done to it. */
export function overviewPage(state: SimulatorState): Html {
  const { clock, faults } = state;
  const checkouts = state.checkouts.list().reverse();
  const firestore = state.firestore();
  const endpoints = state.webhooks.list().length;
  return developerPage(
    "PointCheckout simulator",
    html`
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
  );
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

function clockSection(clock: Clock): Html {
  const { offsetMs } = clock;
  const direction = offsetMs > 0 ? "ahead of" : "behind";
  const difference = offsetMs === 0 ? "" : `, ${Math.abs(offsetMs / 1000)} s ${direction} this machine`;
  const target = { control: "clock", next: "/" };
  const steps = Object.entries(STEPS).map(
    ([label, step]) => html`<button name="advance" value="${step}">+ ${label}</button>`,
  );
  const advance = { label: "By another time (ms, s, m, h, d)", placeholder: "90s", isRequired: true };
  const offset = {
    label: "Ahead of this machine by; negative: behind",
    placeholder: "-2h",
    isRequired: true,
  };
  return html`
      <h2 id="clock">Clock</h2>
      <p>It is ${time(clock.now())}${difference}. Links expire and webhooks are tried again by this clock.</p>
      <div class="columns">
        <article><h3>Advance</h3>
          ${controlForm(target, html`<div class="buttons">${steps}</div>`)}
          ${controlForm(target, html`${textField({ name: "advance", ...advance })}<button>Advance</button>`)}
        </article>
        <article><h3>Set</h3>
          ${controlForm(target, html`${textField({ name: "offset", ...offset })}<button>Set</button>`)}
          ${controlButton("Set to this machine's time", { ...target, fixed: { offset: "0s" } })}
        </article>
      </div>`;
}
