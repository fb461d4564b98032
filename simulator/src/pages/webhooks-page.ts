import { html } from "hono/html";
import type { Notification } from "../notifications/notification.js";
import type { WebhookEndpoint } from "../notifications/webhook-endpoints.js";
import { WEBHOOK_EVENTS } from "../notifications/webhook-event.js";
import { maskedSecret } from "../notifications/webhook-secret.js";
import { type Html, layout, time } from "./layout.js";
import { messageTable } from "./webhook-messages.js";

/** A form that was sent and cannot be followed. */
export interface Refused {
  readonly error: string;
  /** What was typed to add an endpoint, and which of its fields is at fault. */
  readonly url?: string | undefined;
  readonly field?: string | undefined;
}

export interface WebhooksView {
  readonly endpoints: readonly EndpointEntry[];
  /** Webhooks alone, newest first. */
  readonly messages: readonly Notification[];
  /** Of which `messages` are the latest. */
  readonly messageCount: number;
  readonly refused?: Refused | undefined;
}

export interface EndpointEntry {
  readonly endpoint: WebhookEndpoint;
  /** How many secrets it is signed with besides the present one. */
  readonly oldSecrets: number;
}

/** Endpoints and messages, as the vendor's portal shows them to the merchant. */
export function webhooksPage({ endpoints, messages, messageCount, refused }: WebhooksView): Html {
  return layout({
    title: "Webhooks",
    language: "en",
    wide: true,
    content: html`
      <h1>Webhooks</h1>
      <p>As in the vendor's portal. Secrets are shown in part; <code>GET /simulator/webhooks</code> tells them.</p>
      ${refused === undefined ? "" : html`<p class="alert" id="refusal" role="alert">${refused.error}</p>`}
      <h2>Endpoints</h2>
      ${endpoints.length === 0 ? html`<p>None yet. Without one, no webhook is sent.</p>` : html`<ul class="endpoints">${endpoints.map(endpointEntry)}</ul>`}
      ${registration(refused)}
      <h2>Messages</h2>
      ${messages.length === 0 ? html`<p>None yet.</p>` : messageTable(messages, messageCount)}`,
  });
}

function endpointEntry({ endpoint, oldSecrets }: EndpointEntry): Html {
  const { id, url, secret, events, isEnabled, failingSince } = endpoint;
  const hearsAll = events.length === WEBHOOK_EVENTS.length;
  return html`
        <li class="endpoint" id="${id}" data-state="${isEnabled ? "enabled" : "disabled"}">
          <h3>${url}</h3>
          <dl>
            <div><dt>Id</dt><dd>${id}</dd></div>
            <div><dt>State</dt><dd>${isEnabled ? "Enabled" : "Disabled"}${failingSince === null ? "" : html`, failing since ${time(failingSince)}`}</dd></div>
            <div><dt>Secret</dt><dd><code>${maskedSecret(secret)}</code>${oldSecrets === 0 ? "" : ` and ${oldSecrets} old`}</dd></div>
            <div><dt>Events</dt><dd>${hearsAll ? "All" : events.join(", ")}</dd></div>
          </dl>
          <form method="post" action="/portal/webhooks/endpoints/${id}">
            <div class="field">
              <label for="${id}-secret">New secret; empty generates one</label>
              <input id="${id}-secret" name="secret" type="text" autocomplete="off" spellcheck="false" placeholder="whsec_">
            </div>
            <div class="buttons">
              <button name="action" value="rotate">Rotate secret</button>
              <button name="action" value="${isEnabled ? "disable" : "enable"}">${isEnabled ? "Disable" : "Enable"}</button>
              <button name="action" value="remove">Remove</button>
            </div>
          </form>
        </li>`;
}

function registration(refused: Refused | undefined): Html {
  return html`
      <form class="registration" method="post" action="/portal/webhooks">
        <fieldset>
          <legend>Add an endpoint</legend>
          <div class="field">
            <label for="url">Address: https, or http on this machine</label>
            <input id="url" name="url" type="text" inputmode="url" autocomplete="off" spellcheck="false" required value="${refused?.url ?? ""}"${refusalMark(refused, "url")}>
          </div>
          <div class="field">
            <label for="secret">Secret; empty generates one</label>
            <input id="secret" name="secret" type="text" autocomplete="off" spellcheck="false" placeholder="whsec_"${refusalMark(refused, "secret")}>
          </div>
        </fieldset>
        <div class="buttons"><button class="primary">Add</button></div>
      </form>`;
}

function refusalMark(refused: Refused | undefined, field: string): Html | "" {
  return refused?.field === field ? html` aria-invalid="true" aria-describedby="refusal"` : "";
}
