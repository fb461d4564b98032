import { html } from "hono/html";
import type { ArmedFault } from "../faults/armed-faults.js";
import { FAULT_KINDS } from "../faults/fault.js";
import type { CountedChance } from "../faults/fault-chances.js";
import type { FaultOrder } from "../faults/fault-order.js";
import { FAULT_PROFILE_NAMES, FAULT_PROFILES } from "../faults/fault-profiles.js";
import { writeJson } from "../json.js";
import type { SimulatorState } from "../state.js";
import { channelField, controlButton, controlForm, textField } from "./control-form.js";
import { EFFECTS } from "./fault-kinds.js";
import { type Html, table } from "./layout.js";

const NEXT = "/#faults";

export function faultsSection(state: SimulatorState): Html {
  const armed = state.faults.list();
  const { seed } = state.chances;
  return html`
      <h2 id="faults">Faults</h2>
      <div class="columns">
        <article><h3>Next notification</h3>${nextNotificationForms()}</article>
        <article><h3>Arm a fault</h3>${kindChoice()}</article>
        <article><h3>Chances of faults</h3>${profilesForm()}</article>
      </div>
      <h3>Armed</h3>
      ${armed.length === 0 ? html`<p>Nothing is armed.</p>` : armedTable(armed)}
      <h3>Chances</h3>
      ${seed === null ? html`<p>No chances are set.</p>` : chancesTable(seed, state.chances.list())}
      ${armed.length === 0 && seed === null ? "" : controlButton("Disarm all and remove the chances", { control: "faults", method: "DELETE", next: NEXT })}`;
}

/** Forms that arm a fault for the next notification. @param fixed narrows down whose */
export function nextNotificationForms(fixed: Readonly<Record<string, string>> = {}, next = NEXT): Html {
  return controlForm(
    { control: "faults", next, fixed },
    html`${channelField}
        <div class="buttons">
          <button name="kind" value="drop-notification">Drop it</button>
          <button name="kind" value="duplicate-notification">Send it twice</button>
          <button name="kind" value="reorder-notification">Send it after the one that follows</button>
        </div>`,
  );
}

export function kindChoice(checkoutId?: string): Html {
  return html`<form method="get" action="/faults">
        ${checkoutId === undefined ? "" : html`<input type="hidden" name="checkoutId" value="${checkoutId}">`}
        <label>What goes wrong
          <select name="kind">${FAULT_KINDS.map((kind) => html`<option value="${kind}">${kind}: ${EFFECTS[kind]}</option>`)}</select>
        </label>
        <button>Fill in the details</button>
      </form>`;
}

function profilesForm(): Html {
  const ticks = FAULT_PROFILE_NAMES.map(
    (name) =>
      html`<label title="${FAULT_PROFILES[name].about}"><input type="checkbox" name="profiles:list" value="${name}"> ${name}</label>`,
  );
  return controlForm(
    { control: "faults/chances", next: NEXT },
    html`
        <fieldset class="ticks"><legend>Profiles</legend>${ticks}</fieldset>
        ${textField({ name: "seed", label: "Seed; empty: the present one, or 7", placeholder: "7" })}
        ${textField({ name: "rate:json", label: "Rate, 0 to 1; empty takes each profile's own" })}
        <div class="buttons">
          <button>Add the ticked profiles</button>
          <button name="profiles:list" value="${FAULT_PROFILE_NAMES.join(", ")}">Add all profiles</button>
        </div>`,
  );
}

function armedTable(armed: readonly ArmedFault[]): Html {
  return table(
    "Armed faults",
    ["Fault", "Operation", "Only for", "Details", "Happened", ""],
    armed.map(
      ({ id, operation, match, times, happened, effect }) => html`
            <tr id="${id}"><td>${effect.kind}</td><td>${operation}</td><td>${fieldsText(match)}</td><td>${fieldsText(detailsOf(effect))}</td>
              <td>${happened} of ${times ?? "any number of"} times</td>
              <td>${controlButton("Disarm", { control: `faults/${id}`, method: "DELETE", next: NEXT })}</td></tr>`,
    ),
  );
}

function chancesTable(seed: string, chances: readonly CountedChance[]): Html {
  return html`<p>Seed ${seed}. Adding a chance starts the counts again.</p>
      ${table(
        "Chances of faults",
        ["Name", "Fault", "Operation", "Only for", "Details", "Rate", "Happened"],
        chances.map(
          ({ name, rate, operation, match, effect, msUpTo, occasions, happened }) => html`
            <tr><td>${name}</td><td>${effect.kind}</td><td>${operation}</td><td>${fieldsText(match)}</td>
              <td>${fieldsText({ ...detailsOf(effect), ...(msUpTo !== undefined && { msUpTo }) })}</td>
              <td>${Number((rate * 100).toPrecision(7))} %</td><td>${happened} of ${occasions} times</td></tr>`,
        ),
      )}
      ${controlButton("Remove the chances", { control: "faults/chances", method: "DELETE", next: NEXT })}`;
}

function detailsOf({ kind: _kind, ...details }: FaultOrder["effect"]): object {
  return details;
}

function fieldsText(fields: object): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : writeJson(value)}`)
    .join(", ");
}
