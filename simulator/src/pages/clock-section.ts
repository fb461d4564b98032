import { html } from "hono/html";
import type { Clock } from "../clock.js";
import { controlButton, controlForm, textField } from "./control-form.js";
import { type Html, time } from "./layout.js";

const NEXT = "/";
const STEPS = { "1 minute": "1m", "15 minutes": "15m", "1 hour": "1h", "1 day": "1d", "8 days": "8d" };

export function clockSection(clock: Clock): Html {
  const offsetMs = clock.offsetMs;
  return html`
      <h2 id="clock">Clock</h2>
      <p>It is ${time(clock.now())}${offsetMs === 0 ? "" : `, ${Math.abs(offsetMs / 1000)} s ${offsetMs > 0 ? "ahead of" : "behind"} this machine`}. Links expire and webhooks are tried again by this clock.</p>
      <div class="columns">
        <article><h3>Advance</h3>${controlForm({
          control: "clock",
          next: NEXT,
          content: html`<div class="buttons">${Object.entries(STEPS).map(([label, step]) => html`<button name="advance" value="${step}">+ ${label}</button>`)}</div>`,
        })}
        ${controlForm({
          control: "clock",
          next: NEXT,
          content: html`${textField({ name: "advance", label: "By another time (ms, s, m, h, d)", placeholder: "90s", isRequired: true })}<button>Advance</button>`,
        })}</article>
        <article><h3>Set</h3>${controlForm({
          control: "clock",
          next: NEXT,
          content: html`${textField({ name: "offset", label: "Ahead of this machine by; negative: behind", placeholder: "-2h", isRequired: true })}<button>Set</button>`,
        })}
        ${controlButton("Set to this machine's time", { control: "clock", next: NEXT, fixed: { offset: "0s" } })}</article>
      </div>`;
}
