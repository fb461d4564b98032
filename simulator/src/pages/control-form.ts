import { html } from "hono/html";
import type { Html } from "./layout.js";

interface Target {
  /** Path of the control, below `/simulator/`. */
  readonly control: string;
  readonly method?: "DELETE";
  readonly next: string;
  /** Fields that nobody types into, by name; see control/form-body.ts for the names. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** A form that asks the control API for something: a button does what its documented call does. */
export function controlForm({ control, method, next, fixed = {} }: Target, content: Html): Html {
  const all = { ...fixed, next, ...(method !== undefined && { _method: method }) };
  return html`<form method="post" action="/simulator/${control}">
        ${hiddenFields(all)}
        ${content}
      </form>`;
}

export function controlButton(label: string, target: Target): Html {
  return controlForm(target, html`<button>${label}</button>`);
}

export function hiddenFields(fields: Readonly<Record<string, string>>): Html[] {
  return Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly placeholder?: string | undefined;
  readonly value?: string | undefined;
  readonly isRequired?: boolean | undefined;
}

export function textField({ name, label, placeholder = "", value = "", isRequired = false }: Field): Html {
  return html`<label>${label}
          <input type="text" name="${name}" value="${value}" placeholder="${placeholder}" autocomplete="off" spellcheck="false"${isRequired ? " required" : ""}>
        </label>`;
}

export function choiceField(name: string, label: string, choices: Readonly<Record<string, string>>): Html {
  return html`<label>${label}
          <select name="${name}">${Object.entries(choices).map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select>
        </label>`;
}

export function tickField(name: string, label: string, value: string): Html {
  return html`<label><input type="checkbox" name="${name}" value="${value}"> ${label}</label>`;
}

export const channelField = choiceField("match.channel", "Channel", {
  "": "either channel",
  firestore: "Firestore document",
  webhook: "webhook",
});
