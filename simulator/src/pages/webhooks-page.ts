import { html } from "hono/html";
import type { Attempt, Notification } from "../notifications/notification.js";
import type { WebhookEndpoint } from "../notifications/webhook-endpoints.js";
import { WEBHOOK_EVENTS } from "../notifications/webhook-event.js";
import { maskedSecret } from "../notifications/webhook-secret.js";
import type { SimulatorState } from "../state.js";
import { controlButton, controlForm, textField } from "./control-form.js";
import { developerPage, type Html, table, time } from "./layout.js";

const NEXT = "/portal/webhooks";
const MOST_MESSAGES = 100;

export function webhooksPage({ webhooks, notifier }: SimulatorState): Html {
  const endpoints = webhooks
    .list()
    .map((endpoint) => endpointEntry(endpoint, webhooks.oldSecretsOf(endpoint).length));
  const all = notifier.list().filter(({ channel }) => channel === "webhook");
  const latest = all.slice(-MOST_MESSAGES).reverse();
  return developerPage(
    "Webhooks",
    html`
      <h1>Webhooks</h1>
      <p>As in the vendor's portal. Secrets are shown in part; <code>GET /simulator/webhooks</code> shows them.</p>
      <h2>Endpoints</h2>
      ${endpoints.length === 0 ? html`<p>None yet. Without one, no webhook is sent.</p>` : html`<ul class="endpoints">${endpoints}</ul>`}
      <h2>Add an endpoint</h2>
      ${controlForm(
        { control: "webhooks", next: NEXT },
        html`${textField({ name: "url", label: "Address: https, or http on this machine", isRequired: true })}
        ${textField({ name: "secret", label: "Secret; empty generates one", placeholder: "whsec_" })}
        <button class="primary">Add</button>`,
      )}
      <h2>Messages</h2>
      ${latest.length === all.length ? "" : html`<p>The latest ${latest.length} of ${all.length}.</p>`}
      ${latest.length === 0 ? html`<p>None yet.</p>` : table("Messages", ["Event", "Order and checkout", "Outcome", "Attempts", "By hand"], latest.map(messageRow))}`,
  );
}

function endpointEntry(endpoint: WebhookEndpoint, oldSecrets: number): Html {
  const { id, url, secret, events, isEnabled, failingSince } = endpoint;
  const toggle = isEnabled ? "disable" : "enable";
  const hint = { label: "New secret; empty generates one", placeholder: "whsec_" };
  const newSecret = textField({ name: "secret", ...hint });
  return html`
        <li class="endpoint" id="${id}" data-state="${isEnabled ? "enabled" : "disabled"}">
          <h3>${url}</h3>
          <dl>
            <div><dt>Id</dt><dd>${id}</dd></div>
            <div><dt>State</dt><dd>${isEnabled ? "Enabled" : "Disabled"}${failingSince === null ? "" : html`, failing since ${time(failingSince)}`}</dd></div>
            <div><dt>Secret</dt><dd><code>${maskedSecret(secret)}</code>${oldSecrets === 0 ? "" : ` and ${oldSecrets} old`}</dd></div>
            <div><dt>Events</dt><dd>${events.length === WEBHOOK_EVENTS.length ? "All" : events.join(", ")}</dd></div>
          </dl>
          ${controlForm({ control: `webhooks/${id}/rotate`, next: NEXT }, html`${newSecret}<button>Rotate secret</button>`)}
          <div class="buttons">
            ${controlButton(isEnabled ? "Disable" : "Enable", { control: `webhooks/${id}/${toggle}`, next: NEXT })}
            ${controlButton("Remove", { control: `webhooks/${id}`, method: "DELETE", next: NEXT })}
          </div>
        </li>`;
}

function messageRow({ id, message, checkoutId, orderId, at, outcome, fault, attempts }: Notification): Html {
  const planned = (message?.deliveries ?? []).flatMap(({ nextAttemptAt }) => nextAttemptAt ?? []);
  return html`
            <tr id="${id}" data-event="${message?.event}" data-outcome="${outcome}">
              <td>${message?.event}<br><small>${time(at)}</small></td>
              <td><a href="/portal/checkouts/${checkoutId}"><bdi>${orderId}</bdi></a><br><small>${checkoutId}</small></td>
              <td>${outcome}${fault === undefined ? "" : html`<br><small>${fault}</small>`}${planned.length === 0 ? "" : html`<br><small>next at ${time(Math.min(...planned))}</small>`}</td>
              <td>${attempts.length === 0 ? "None" : html`<ol class="attempts">${attempts.map(attemptEntry)}</ol>`}</td>
              <td>${controlButton("Resend", { control: `notifications/${id}/resend`, next: `${NEXT}#${id}` })}</td>
            </tr>`;
}

function attemptEntry({ at, endpoint, status, error }: Attempt): Html {
  return html`<li>${endpoint}: ${status ?? error}<br><small>${time(at)}</small></li>`;
}
