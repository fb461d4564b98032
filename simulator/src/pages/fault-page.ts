import { html } from "hono/html";
import { ANNOUNCE, type FaultKind, targetsOf } from "../faults/fault.js";
import { channelField, choiceField, controlForm, textField, tickField } from "./control-form.js";
import { EFFECTS, fieldsOfKind, type KindField } from "./fault-kinds.js";
import { developerPage, type Html } from "./layout.js";

const NEXT = "/#faults";

interface FaultSubject {
  readonly kind: FaultKind;
  readonly checkoutId: string | undefined;
}

export function faultPage(subject: FaultSubject): Html {
  return developerPage(
    `Fault: ${subject.kind}`,
    html`
      <h1>Fault: ${subject.kind}</h1>
      <p>The simulator ${EFFECTS[subject.kind]}.</p>
      <div class="columns">
        <article><h2>Arm it</h2><p>It happens the next time, or the next times.</p>${armForm(subject)}</article>
        <article><h2>Give it a chance</h2><p>It happens now and then. The same seed gives the same faults.</p>${chanceForm(subject)}</article>
      </div>`,
  );
}

function armForm(subject: FaultSubject): Html {
  return controlForm(
    { control: "faults", next: NEXT, fixed: { kind: subject.kind } },
    html`
        ${fieldsOfKind(subject.kind).map(kindField)}
        ${subjectFields(subject)}
        ${textField({ name: "times:json", label: "How many times", value: "1" })}
        ${tickField("times:json", "every time, until it is disarmed", "null")}
        <button class="primary">Arm</button>`,
  );
}

function chanceForm(subject: FaultSubject): Html {
  return controlForm(
    { control: "faults/chances", next: NEXT, fixed: { kind: subject.kind } },
    html`
        ${textField({ name: "rate:json", label: "Rate, from 0 (never) to 1 (always)", placeholder: "0.05", isRequired: true })}
        ${fieldsOfKind(subject.kind).map((field) => (field.name === "ms" ? rangeFields(field) : kindField(field)))}
        ${subjectFields(subject)}
        ${textField({ name: "seed", label: "Seed; empty: the present one, or 7" })}
        ${textField({ name: "name", label: "Name; a chance of the same name is replaced", placeholder: "chance-1" })}
        <button class="primary">Add the chance</button>`,
  );
}

function kindField({ name, notation, choices, ...field }: KindField): Html {
  if (choices.length === 0) return textField({ name: name + notation, ...field });
  return choiceField(name, field.label, Object.fromEntries(choices.map((choice) => [choice, choice])));
}

function rangeFields({ name, label, isRequired, placeholder }: KindField): Html {
  return html`${textField({ name: `${name}.min:json`, label: `${label}: from`, isRequired, placeholder: "20" })}
        ${textField({ name: `${name}.max:json`, label: `${label}: to`, isRequired, placeholder })}`;
}

function subjectFields({ kind, checkoutId }: FaultSubject): Html {
  const targets = targetsOf(kind);
  const isOfNotifications = targets.includes(ANNOUNCE);
  const operations = Object.fromEntries(targets.map((target) => [target, target]));
  return html`
        ${isOfNotifications ? channelField : choiceField("operation", "Operation", { "*": "any", ...operations })}
        ${textField({ name: "match.orderId", label: "Only for this order id" })}
        ${textField({ name: "match.requestId", label: "Only for this request id" })}
        ${textField({ name: "match.checkoutId", label: "Only for this checkout id", value: checkoutId })}`;
}
