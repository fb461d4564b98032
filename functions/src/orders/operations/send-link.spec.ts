import assert from "node:assert/strict";
import {
  aLeased,
  anAttempt,
  anOrder,
  anOrderAt,
  at,
  content,
  FIRST,
  LINK_SETTINGS,
  SECOND,
  customer as sara,
  snapshotOf,
  THIRD,
} from "../../../test/fixtures/orders.js";
import { aLinkDesk, command } from "../../../test/support/link-desk.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import type { CreateLinkRequest } from "../../pointcheckout/requests.js";
import { type CreateLinkDependencies, createLink } from "../link/create-link.js";
import type { Order } from "../model/order.js";
import { contactMark } from "../model/resend.js";
import type { SendInput } from "./operation-input.js";
import { planSending, sendLink } from "./send-link.js";

const sam = { uid: "sam" };
const customer = { ...sara, phone: "971500000000" };
const toPhone: SendInput = { orderId: "ORD-1", sms: "971567123456" };
const toStored: SendInput = { orderId: "ORD-1", sms: true };
const MINUTE = 60_000;

describe("planSending", () => {
  const plan = (order: Order | null, sending: SendInput = toPhone, seconds = 3600) =>
    planSending(snapshotOf(order, seconds), sending, LINK_SETTINGS, sam);

  const contact = contactMark({ phone: "971567123456" }, { sms: true, email: false });
  const sent = { after: 1, sms: true, email: false, contact, at: at(3600) };

  it("stores the corrected phone alone, and records who sends what, without the phone itself", () => {
    const write = plan(anOrder({ customer }));
    assert.deepEqual(write?.patch.resend, sent);
    assert.deepEqual(write?.patch.content?.customer, { ...customer, phone: "971567123456" });
    const [fact] = write?.facts ?? [];
    assert.deepEqual(
      [fact?.type, fact?.by, fact?.detail, fact?.checkoutId],
      ["operation.send", "sam", "sms_given", FIRST],
    );
  });

  it("leaves the order's content alone when it sends to the stored contact", () => {
    const write = plan(anOrder({ customer }), { orderId: "ORD-1", sms: true, email: true });
    assert.deepEqual([write?.patch.resend?.sms, write?.patch.resend?.email], [true, true]);
    assert.deepEqual(Object.keys(write?.patch ?? {}), ["attempts", "resend"]);
    assert.equal(write?.facts?.[0]?.detail, "sms+email");
  });

  it("replaces the link that somebody is making with the old contact, too", () => {
    const requests = [aLeased(3601, { attempt: 2 })];
    const order = { ...anOrder({ ...anOrderAt("CANCELLED"), customer }), requests };
    assert.equal(plan(order)?.patch.resend?.after, 2);
  });

  const resent = (fields: Parameters<typeof anOrder>[0] = {}) =>
    anOrder({
      customer: { ...customer, phone: "971567123456" },
      resend: sent,
      attempts: {
        [FIRST]: anAttempt({ status: "CANCELLED" }),
        [SECOND]: anAttempt({ attempt: 2, createdAt: at(3610) }),
      },
      ...fields,
    });
  const linkless = resent({ attempts: anOrder().attempts });
  const third = {
    ...resent().attempts,
    [SECOND]: anAttempt({ attempt: 2, status: "CANCELLED" }),
    [THIRD]: anAttempt({ attempt: 3, createdAt: at(3650) }),
  } as Order["attempts"];

  for (const [what, order, seconds, sending] of [
    ["it was asked for just now and no link is made yet", linkless, 3700, toPhone],
    ["its link was made just now", resent(), 3900, toPhone],
    ["it names the stored phone that it was sent to", resent(), 3900, toStored],
  ] as const) {
    it(`goes on with what a call before it began, when ${what}`, () => {
      assert.equal(plan(order, sending, seconds), null);
    });
  }

  for (const [what, order, seconds, sending] of [
    ["minutes have passed since its link", resent(), 3920, toPhone],
    ["minutes have passed, and no link was made", linkless, 3900, toPhone],
    ["the phone is another", resent(), 3700, { orderId: "ORD-1", sms: "971567123457" }],
    ["it is to go by e-mail as well", resent(), 3700, { ...toPhone, email: true }],
    ["a backend has stored another phone meanwhile", resent({ customer }), 3700, toStored],
    ["its link was replaced, by an extension", resent({ attempts: third }), 3700, toPhone],
  ] as const) {
    it(`sends again when ${what}`, () => {
      const write = plan(order, sending, seconds);
      assert.equal(write?.facts?.length, 1);
      assert.equal(
        write?.patch.resend?.after,
        Math.max(...Object.values(order.attempts).map(({ attempt }) => attempt)),
      );
    });
  }

  it("refuses an order that is paid, authorized or awaits a confirmation, and names its status", () => {
    for (const status of ["PAID", "REFUNDED", "CHARGEBACK", "AUTHORIZED", "PENDING_CONFIRMATION"] as const) {
      const order = anOrder({ ...anOrderAt(status), customer });
      assert.throws(() => plan(order), { code: "failed-precondition", message: new RegExp(status) });
    }
  });

  it("refuses an order that has never had a link, or is not there", () => {
    assert.throws(() => plan(null), { code: "not-found" });
    const draft = anOrder({ attempts: {} });
    assert.throws(() => plan(draft), { code: "failed-precondition", message: /DRAFT/ });
  });

  it("asks for a phone when none is stored, and takes nothing back", () => {
    const { phone: _, ...nobody } = customer;
    assert.throws(() => plan(anOrder({ customer: nobody }), toStored), {
      code: "invalid-argument",
      details: [{ path: "sms", message: "must be a phone number: none is stored with this order" }],
    });
  });

  it("says what to do about an order without a customer", () => {
    assert.throws(() => plan(anOrder()), {
      code: "invalid-argument",
      message: /^sms needs a customer.*cancel/,
    });
  });
});

/** An order with a live link that went to a wrong phone, and a vendor that notes whom it sends each link to. */
async function arrange() {
  const { database, vendor, orders, deps: whole } = aLinkDesk();
  const sent: (string | undefined)[] = [];
  /** Steps until the call is cut off, before the step or after it. */
  const cut = { after: Number.POSITIVE_INFINITY, isDone: false };
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    cut.after -= 1;
    if (cut.after !== 0) return work();
    if (cut.isDone) await work();
    throw new Error("cut off");
  };
  const deps: CreateLinkDependencies = {
    ...whole,
    orders: {
      read: (orderId) => orders.read(orderId),
      due: (now, limit) => orders.due(now, limit),
      commit: (...args) => step(() => orders.commit(...args)),
    },
    pointcheckout: {
      createLink: (request) =>
        step(async () => {
          const link = await vendor.createLink(request);
          sent.push(recipient(request));
          return link;
        }),
      getCheckout: (id) => step(() => vendor.getCheckout(id)),
      searchCheckouts: (filter) => step(() => vendor.searchCheckouts(filter)),
      cancelCheckout: (id) => step(() => vendor.cancelCheckout(id)),
    },
  };
  const linkOptions = { sendSms: true, sendEmail: false };
  const sms = { ...content, customer, linkOptions };
  const first = await createLink(deps, { ...command, content: sms });
  const open = () => vendor.ledger.filter(({ status }) => status === "PENDING").map(({ id }) => id);
  return { database, vendor, deps, sent, cut, first, open, send: () => sendLink(deps, toPhone, sam) };
}

const recipient = ({ sendSms, customer: to }: CreateLinkRequest) =>
  sendSms ? (to?.phone as string | undefined) : undefined;

describe("sendLink", () => {
  it("answers with the new link, sent to the corrected phone, and says which one is dead", async () => {
    const { send, first, open, sent } = await arrange();
    const link = await send();
    assert.deepEqual(link.replaced, { checkoutId: first.checkoutId, requestId: first.requestId });
    assert.deepEqual(open(), [link.checkoutId]);
    assert.deepEqual(sent, [customer.phone, "971567123456"]);
  });

  for (const isDone of [false, true]) {
    it(`makes one link and sends it once, when it is repeated after a cut ${isDone ? "after" : "before"} any step`, async () => {
      let steps = 0;
      for (let n = 1; ; n += 1) {
        const { send, cut, open, sent, vendor, first } = await arrange();
        Object.assign(cut, { after: n, isDone });
        const whole = await send().catch(() => null);
        if (whole) break;
        steps = n;
        const link = await send();
        assert.deepEqual([vendor.ledger.length, open()], [2, [link.checkoutId]], `cut at step ${n}`);
        assert.deepEqual(sent, [customer.phone, "971567123456"], `cut at step ${n}`);
        assert.equal(link.replaced?.checkoutId, first.checkoutId);
        assert.deepEqual(await send(), link);
      }
      assert.ok(steps >= 6, `cut at ${steps} steps`);
    });
  }

  it("is completed by the customer's own call, which sends the link as staff asked", async () => {
    const { send, cut, sent, deps, vendor, first } = await arrange();
    Object.assign(cut, { after: 5, isDone: true });
    await assert.rejects(send(), /cut off/);
    assert.equal(vendor.ledger[0]?.status, "CANCELLED");
    const byCustomer = await createLink(deps, { ...command, content: null });
    assert.deepEqual(sent, [customer.phone, "971567123456"]);
    const { replaced, ...link } = await send();
    assert.deepEqual([link, replaced?.checkoutId], [byCustomer, first.checkoutId]);
  });

  it("sends once more when it is called again later", async () => {
    const { send, database, sent, open } = await arrange();
    const second = await send();
    database.pass(6 * MINUTE);
    const third = await send();
    assert.equal(third.replaced?.checkoutId, second.checkoutId);
    assert.deepEqual(open(), [third.checkoutId]);
    assert.equal(sent.length, 3);
  });

  it("gives calls at once the same link, sent once", async () => {
    const { send, sent } = await arrange();
    const links = await Promise.all([send(), send(), send()]);
    assert.equal(new Set(links.map(({ checkoutId }) => checkoutId)).size, 1);
    assert.equal(sent.length, 2);
  });

  it("sends a link that was never answered to nobody before it replaces it", async () => {
    const { deps, sent, database, vendor, open, first } = await arrange();
    await vendor.cancelCheckout(first.checkoutId);
    const lost = new PointCheckoutError({ kind: "timeout", operation: "POST checkout/link" });
    const deaf = { ...deps.pointcheckout, createLink: () => Promise.reject(lost) };
    const again = { ...command, content: null, expiresIn: 60 };
    await assert.rejects(createLink({ ...deps, pointcheckout: deaf }, again), { code: "unavailable" });
    database.pass(MINUTE);
    const link = await sendLink(deps, toPhone, sam);
    assert.deepEqual(open(), [link.checkoutId]);
    assert.deepEqual(sent, [customer.phone, undefined, "971567123456"]);
  });
});
