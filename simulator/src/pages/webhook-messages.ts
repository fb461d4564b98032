import { html } from "hono/html";
import type { Attempt, Notification } from "../notifications/notification.js";
import type { Html } from "./layout.js";
import { time } from "./overview-page.js";

/** The latest messages with what became of them. */
export function messageTable(messages: readonly Notification[], count: number): Html {
  return html`
      ${messages.length === count ? "" : html`<p>The latest ${messages.length} of ${count}.</p>`}
      <div class="scroll" tabindex="0" role="region" aria-label="Messages">
        <table class="webhooks">
          <thead><tr><th scope="col">Event</th><th scope="col">Order and checkout</th><th scope="col">Outcome</th><th scope="col">Attempts</th><th scope="col">By hand</th></tr></thead>
          <tbody>${messages.map(row)}</tbody>
        </table>
      </div>`;
}

function row(notification: Notification): Html {
  const { id, message, checkoutId, orderId, at, outcome, fault, attempts } = notification;
  return html`
            <tr id="${id}" data-event="${message?.event}" data-outcome="${outcome}">
              <td>${message?.event}<br><small>${time(at)}</small></td>
              <td><bdi>${orderId}</bdi><br><small>${checkoutId}</small></td>
              <td><span class="status">${outcome}</span>${fault === undefined ? "" : html`<br><small>${fault}</small>`}${nextAttempt(notification)}</td>
              <td>${attempts.length === 0 ? "None" : html`<ol class="attempts">${attempts.map(attemptEntry)}</ol>`}</td>
              <td><form class="inline" method="post" action="/portal/webhooks/messages/${id}"><button name="action" value="resend" aria-label="Resend ${message?.event} of order ${orderId}">Resend</button></form></td>
            </tr>`;
}

function nextAttempt({ message }: Notification): Html | "" {
  const planned = (message?.deliveries ?? [])
    .map(({ nextAttemptAt }) => nextAttemptAt)
    .filter((at) => at !== null);
  return planned.length === 0 ? "" : html`<br><small>next at ${time(Math.min(...planned))}</small>`;
}

function attemptEntry({ at, endpoint, status, error }: Attempt): Html {
  return html`<li>${endpoint}: ${status ?? error}<br><small>${time(at)}</small></li>`;
}
