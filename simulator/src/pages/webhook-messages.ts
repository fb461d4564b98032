import { html } from "hono/html";
import type { Attempt, Notification } from "../notifications/notification.js";
import { type Html, table, time } from "./layout.js";

/** The latest messages with what became of them. */
export function messageTable(messages: readonly Notification[], count: number): Html {
  return html`
      ${messages.length === count ? "" : html`<p>The latest ${messages.length} of ${count}.</p>`}
      ${table("Messages", ["Event", "Order and checkout", "Outcome", "Attempts", "By hand"], messages.map(row))}`;
}

function row(notification: Notification): Html {
  const { id, message, checkoutId, orderId, at, outcome, fault, attempts } = notification;
  return html`
            <tr id="${id}" data-event="${message?.event}" data-outcome="${outcome}">
              <td>${message?.event}<br><small>${time(at)}</small></td>
              <td><a href="/portal/checkouts/${checkoutId}"><bdi>${orderId}</bdi></a><br><small>${checkoutId}</small></td>
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
