import { html } from "hono/html";
import type { Message } from "../outbox.js";
import { developerPage, type Html, time } from "./layout.js";

export function outboxPage(messages: readonly Message[]): Html {
  return developerPage(
    "Outbox",
    html`
      <h1>Outbox</h1>
      <p>Messages to customers. The simulator shows them here and sends none.</p>
      ${messages.length === 0 ? html`<p>No messages yet.</p>` : html`<ol class="messages">${messages.map(entry)}</ol>`}`,
  );
}

function entry(message: Message): Html {
  const { id, channel, kind, to, subject, at, language } = message;
  return html`
        <li class="message ${channel}" id="${id}" data-kind="${kind}">
          <p class="envelope"><strong>${channel === "sms" ? "SMS" : "E-mail"}</strong> to <bdi>${to}</bdi> &middot; ${time(at)}</p>
          <div class="paper" lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">
            ${subject === null ? "" : html`<h2>${subject}</h2>`}
            <p>${message.text}</p>
            ${message.link === null ? "" : html`<p><a href="${message.link}">${message.link}</a></p>`}
          </div>
        </li>`;
}
