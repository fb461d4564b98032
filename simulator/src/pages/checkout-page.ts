import { html } from "hono/html";
import { type Checkout, currentState } from "../checkouts/checkout.js";
import { formattedAmount, formattedMinor } from "../checkouts/format-money.js";
import { isLawful, MOVES, type Move } from "../checkouts/plan-move.js";
import type { Notification } from "../notifications/notification.js";
import { controlButton, controlForm, hiddenFields, textField, tickField } from "./control-form.js";
import { kindChoice, nextNotificationForms } from "./faults-section.js";
import { developerPage, type Html, table, time } from "./layout.js";
import { TEST_CARD_DETAILS, TEST_CARDS } from "./test-cards.js";

const LABELS: Readonly<Record<Move, string>> = {
  pay: "Pay",
  authorize: "Authorize",
  "await-confirmation": "Await confirmation",
  "confirm-pending": "Confirm",
  capture: "Capture",
  fail: "Fail",
  cancel: "Cancel",
  expire: "Expire",
  refund: "Refund",
  "reverse-refund": "Reverse a refund",
  chargeback: "Charge back",
  "lift-chargeback": "Lift the chargeback",
  reopen: "Reopen",
};

export function checkoutPage(checkout: Checkout, notifications: readonly Notification[]): Html {
  const { id, order, checkoutKey } = checkout;
  const { status } = currentState(checkout);
  const page = `/portal/checkouts/${id}`;
  return developerPage(
    `Checkout of order ${order.orderId}`,
    html`
      <h1>Order <bdi>${order.orderId}</bdi>: <span class="status" data-status="${status}">${status}</span></h1>
      ${facts(checkout)}
      <p><a href="/checkout/${checkoutKey}">The customer's page</a></p>
      <div class="columns">
        <article><h2>What happens next</h2>${moveForm(checkout, page, false)}${declineForm(checkout)}
          <details><summary>Moves that the status forbids</summary>${moveForm(checkout, page, true)}</details></article>
        <article><h2>Its next notification</h2>${nextNotificationForms({ "match.checkoutId": id }, page)}
          ${controlButton("Announce the present state again", { control: `checkouts/${id}/notify`, next: page })}</article>
        <article><h2>Arm a fault for it</h2>${kindChoice(id)}<p><a href="/#faults">All faults</a></p></article>
      </div>
      <h2>History</h2>
      ${table(
        "History",
        ["When", "Move", "By", "Status", "Refunded"],
        checkout.history.map(
          ({ at, move, actor, status: to, totalRefundedMinor }) =>
            html`<tr><td>${time(at)}</td><td>${move}</td><td>${actor}</td><td>${to}</td><td>${formattedMinor(checkout, totalRefundedMinor)}</td></tr>`,
        ),
      )}
      <h2>Notifications</h2>
      ${notifications.length === 0 ? html`<p>None yet.</p>` : notificationTable(notifications, page)}`,
    status,
  );
}

function facts(checkout: Checkout): Html {
  const { id, displayId, order, paymentReference, expiresAt } = checkout;
  const { totalRefundedMinor } = currentState(checkout);
  const shown = {
    Amount: formattedAmount(checkout, "en"),
    Refunded: formattedMinor(checkout, totalRefundedMinor),
    "Checkout id": id,
    Reference: displayId,
    "Request id": order.requestId,
    Payment: paymentReference ?? "none yet",
    Expires: time(expiresAt),
  };
  return html`<dl class="facts">${Object.entries(shown).map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function moveForm(checkout: Checkout, page: string, isForced: boolean): Html {
  const { status } = currentState(checkout);
  const moves = MOVES.filter((move) => isLawful(move, status) !== isForced);
  const takesAmount = moves.includes("refund") || moves.includes("reverse-refund");
  return controlForm(
    {
      control: `checkouts/${checkout.id}/actions`,
      next: page,
      fixed: isForced ? { "force:json": "true" } : {},
    },
    html`
        ${takesAmount ? textField({ name: "amount", label: "Amount of a refund; empty: all that is left", placeholder: "25.50" }) : ""}
        ${tickField("notify:json", "Tell nobody of it", "false")}
        <div class="buttons">${moves.map((move) => html`<button name="action" value="${move}">${LABELS[move]}</button>`)}</div>`,
  );
}

/** A decline is no move: the customer's page answers so to one of the test cards. */
function declineForm({ checkoutKey, history }: Checkout): Html | "" {
  const declining = TEST_CARDS.find(({ outcome }) => outcome === "decline");
  if (history.at(-1)?.status !== "PENDING" || declining === undefined) return "";
  const fields = { ...TEST_CARD_DETAILS, number: declining.number, terms: "accepted", action: "pay" };
  return html`<form method="post" action="/checkout/${checkoutKey}">
          ${hiddenFields(fields)}
          <button>Decline a card</button>
        </form>`;
}

function notificationTable(notifications: readonly Notification[], page: string): Html {
  return table(
    "Notifications",
    ["When", "Channel", "Of", "Status", "Outcome", "Fault", ""],
    notifications.map(
      ({ id, at, channel, cause, status, outcome, fault }) => html`
            <tr id="${id}"><td>${time(at)}</td><td>${channel}</td><td>${cause}</td><td>${status}</td><td>${outcome}</td><td>${fault ?? ""}</td>
              <td>${controlButton("Send again", { control: `notifications/${id}/resend`, next: page })}</td></tr>`,
    ),
  );
}
