import { html } from "hono/html";
import type { Html } from "./layout.js";

/** Fields that nobody types into, by name; see control/form-body.ts for the names. */
export type FixedFields = Readonly<Record<string, string>>;

interface ControlForm {
  /** Path of the control, below `/simulator/`. */
  readonly control: string;
  readonly method?: "DELETE";
  readonly next: string;
  readonly fixed?: FixedFields;
  readonly content: Html;
}

/** A form that asks the control API for something: a button does what its documented call does. */
export function controlForm({ control, method, next, fixed = {}, content }: ControlForm): Html {
  const all = { ...fixed, next, ...(method !== undefined && { _method: method }) };
  return html`<form method="post" action="/simulator/${control}">
        ${Object.entries(all).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
        ${content}
      </form>`;
}

export function controlButton(label: string, form: Omit<ControlForm, "content">): Html {
  return controlForm({ ...form, content: html`<button>${label}</button>` });
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

/** A choice; an empty value leaves the field out. */
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
