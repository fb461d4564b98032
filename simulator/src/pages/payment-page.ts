import { html } from "hono/html";
import type { Checkout } from "../checkouts/checkout.js";
import { formattedAmount } from "../checkouts/format-money.js";
import { CARD_FIELDS, type CardField, type FieldErrors, type TypedCard } from "./card-form.js";
import { customerPage, type Html, wordsIn } from "./layout.js";
import { orderSummary } from "./order-summary.js";
import { groupedNumber, TEST_CARDS } from "./test-cards.js";
import type { Words } from "./words-en.js";

interface PaymentForm {
  readonly typed: TypedCard;
  readonly errors?: FieldErrors;
  readonly declined?: boolean;
}

const INPUTS = [
  { name: "number", autocomplete: "cc-number", inputmode: "numeric", ltr: true, maxlength: 40 },
  { name: "expiry", autocomplete: "cc-exp", inputmode: "numeric", ltr: true, maxlength: 12 },
  { name: "cvv", autocomplete: "cc-csc", inputmode: "numeric", ltr: true, maxlength: 8 },
  { name: "name", autocomplete: "cc-name", inputmode: "text", ltr: false, maxlength: 100 },
] as const;

export function paymentPage(checkout: Checkout, form: PaymentForm): Html {
  const words = wordsIn(checkout.order.language);
  const isWrong = form.declined === true || Object.keys(form.errors ?? {}).length > 0;
  return customerPage(
    checkout,
    isWrong ? `${words.errorPrefix}: ${words.payTitle}` : words.payTitle,
    html`
      <h1>${words.payTitle}</h1>
      ${orderSummary(checkout)}
      ${acceptsCards(checkout) ? cardForm(checkout, form, words) : cardlessForm(words)}`,
  );
}

/** All test cards are Visa cards. */
export function acceptsCards({ order }: Checkout): boolean {
  const methods = order.allowedPaymentMethods;
  return methods.length === 0 || methods.includes("CARD") || methods.includes("VISA");
}

function cardForm(checkout: Checkout, form: PaymentForm, words: Words): Html {
  const { errors = {}, typed } = form;
  const firstWrong = CARD_FIELDS.find((field) => errors[field] !== undefined);
  const focused = form.declined === true ? "number" : firstWrong;
  return html`
      ${form.declined === true ? html`<p class="alert" id="payment-error" role="alert">${words.declined}</p>` : ""}
      <form method="post" novalidate>
        <fieldset>
          <legend>${words.card}</legend>
          <div class="fields">${INPUTS.map((input) => cardField(input, form, words, focused))}</div>
        </fieldset>
        <div class="field terms">
          <label for="terms">
            <input type="checkbox" id="terms" name="terms" value="accepted" required${mark("checked", typed.terms)}${mark("autofocus", focused === "terms")}${errorReference("terms", errors)}>
            <span>${words.labels.terms}</span>
          </label>
          ${errorMessage("terms", errors, words)}
        </div>
        <div class="buttons">
          <button class="primary" name="action" value="pay">${words.pay} <bdi>${formattedAmount(checkout)}</bdi></button>
          <button name="action" value="cancel">${words.cancel}</button>
        </div>
      </form>
      ${testCardList(words, errors.number === "number-not-test")}`;
}

function cardlessForm(words: Words): Html {
  return html`
      <p class="alert" id="payment-error">${words.noCards}</p>
      <form method="post"><div class="buttons"><button name="action" value="cancel">${words.cancel}</button></div></form>`;
}

function cardField(
  input: (typeof INPUTS)[number],
  { typed, errors = {} }: PaymentForm,
  words: Words,
  focused: CardField | undefined,
): Html {
  const { name, autocomplete, inputmode, ltr, maxlength } = input;
  const placeholder = name === "name" ? "" : html` placeholder="${words.hints[name]}"`;
  return html`
            <div class="field ${name}">
              <label for="${name}">${words.labels[name]}</label>
              <input id="${name}" name="${name}" type="text" inputmode="${inputmode}" autocomplete="${autocomplete}" maxlength="${maxlength}" spellcheck="false" required value="${typed[name]}"${placeholder}${ltr ? html` dir="ltr"` : ""}${mark("autofocus", focused === name)}${errorReference(name, errors)}>
              ${errorMessage(name, errors, words)}
            </div>`;
}

function mark(attribute: "checked" | "autofocus" | "open", isSet: boolean): Html | "" {
  return isSet ? html` ${attribute}` : "";
}

function errorReference(field: CardField, errors: FieldErrors): Html | "" {
  return errors[field] === undefined ? "" : html` aria-invalid="true" aria-describedby="${field}-error"`;
}

function errorMessage(field: CardField, errors: FieldErrors, words: Words): Html | "" {
  const error = errors[field];
  return error === undefined ? "" : html`<p class="error" id="${field}-error">${words.errors[error]}</p>`;
}

function testCardList(words: Words, isOpen: boolean): Html {
  return html`
      <details class="test-cards"${mark("open", isOpen)}>
        <summary>${words.testCards}</summary>
        <p>${words.testCardsHint}</p>
        <ul>${TEST_CARDS.map(
          ({ number, outcome }) => html`
          <li>
            <code dir="ltr">${groupedNumber(number)}</code>
            <span>${words.outcomes[outcome]}</span>
            <a href="?card=${number}" aria-label="${words.useCard} ${groupedNumber(number)}">${words.useCard}</a>
          </li>`,
        )}
        </ul>
      </details>`;
}
