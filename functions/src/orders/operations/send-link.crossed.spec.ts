import assert from "node:assert/strict";
import { anOrder, LINK_SETTINGS, customer as sara } from "../../../test/fixtures/orders.js";
import { aLinkDesk } from "../../../test/support/link-desk.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import { type CreateLinkDependencies, createLink } from "../link/create-link.js";
import type { LinkCommand } from "../link/link-conditions.js";
import type { OrderContent } from "../model/content.js";
import type { OrderStore } from "../store/order-store.js";
import type { SendInput } from "./operation-input.js";
import { saveDraft } from "./save-draft.js";
import { sendLink } from "./send-link.js";

const sam = { uid: "sam" };
const customer = { ...sara, phone: "971500000000" };
const toPhone: SendInput = { orderId: "ORD-1", sms: "971567123456" };
const MINUTE = 60_000;

describe("sendLink, beside others", () => {
  function arrange(refuses = false) {
    const sent: string[] = [];
    const { deps, database, orders } = aLinkDesk({}, (books) => ({
      createLink: async (request) => {
        if (request.sendSms && refuses)
          throw new PointCheckoutError({ kind: "rejected", operation: "POST checkout/link", status: 400 });
        sent.push(
          ...[
            request.sendSms && request.customer?.phone,
            request.sendEmail && request.customer?.email,
          ].filter((to) => typeof to === "string"),
        );
        return books.createLink(request);
      },
    }));
    database.put(anOrder({ attempts: {}, customer }));
    const create = (asked: Partial<LinkCommand> = {}) =>
      createLink(deps, { orderId: "ORD-1", content: null, customerUid: null, ...asked });
    const send = (sending: Omit<SendInput, "orderId">, otherwise: Partial<CreateLinkDependencies> = {}) =>
      sendLink({ ...deps, ...otherwise }, { orderId: "ORD-1", ...sending }, sam);
    /** Asks to send, and is cut off when the old link has ended and no other is made. */
    const cutOff = () => {
      const unreachable = new PointCheckoutError({ kind: "network", operation: "POST", sent: false });
      const pointcheckout = { ...deps.pointcheckout, createLink: () => Promise.reject(unreachable) };
      return assert.rejects(send(toPhone, { pointcheckout }), { code: "unavailable" });
    };
    return { create, send, cutOff, sent, database, orders, deps };
  }

  const amount = { minor: 1000, currency: "AED", exponent: 2 };
  const linkOptions = { sendSms: false, sendEmail: false };
  const withOtherPhone: OrderContent = { description: "Two tickets", amount, customer, linkOptions };

  for (const [what, one, other] of [
    ["by SMS and by e-mail", { sms: true }, { email: true }],
    ["to two addresses", { email: "a@example.com" }, { email: "b@example.com" }],
  ] as const) {
    it(`tells one of two who send at once, ${what}, to call again`, async () => {
      const { create, send, sent } = arrange();
      await create();
      const calls = await Promise.allSettled([send(one), send(other)]);
      const told = calls.map((call) => (call.status === "rejected" ? call.reason.code : "sent"));
      assert.deepEqual([new Set(told), sent.length], [new Set(["aborted", "sent"]), 1]);
    });
  }

  for (const [what, asked, whom] of [
    ["by e-mail, too, when that call asks for it", { sendEmail: true }, ["971567123456", customer.email]],
    ["to nobody when that call has brought another phone", { content: withOtherPhone }, []],
  ] as const) {
    it(`leaves a link that it could not make to the next call, which has it sent ${what}`, async () => {
      const { create, cutOff, sent } = arrange();
      await create();
      await cutOff();
      await create(asked);
      assert.deepEqual(sent, whom);
    });
  }

  it("does not have a link sent that is made long after it failed", async () => {
    const { create, cutOff, sent, database } = arrange();
    await create();
    await cutOff();
    database.pass(5 * MINUTE);
    await create();
    assert.deepEqual(sent, []);
  });

  it("sends a lost link to nobody when a backend has stored another phone before it is made again", async () => {
    const { create, send, sent, database, deps } = arrange();
    await create();
    const lost = new PointCheckoutError({ kind: "timeout", operation: "POST checkout/link" });
    const pointcheckout = { ...deps.pointcheckout, createLink: () => Promise.reject(lost) };
    await assert.rejects(send(toPhone, { pointcheckout }), { code: "unavailable" });
    const stored = database.orders.get("ORD-1") ?? assert.fail();
    database.putOrder("ORD-1", { ...stored.fields, customer }, database.tick());
    await create();
    assert.deepEqual(sent, []);
  });

  for (const what of ["saves a draft", "makes the link"]) {
    it(`sends nothing to a phone that it was not given, when somebody ${what} with another one meanwhile`, async () => {
      const { create, send, sent, orders } = arrange();
      await create();
      const draft = { orderId: "ORD-1", content: withOtherPhone };
      let isDone = false;
      const meanwhile = async () => {
        isDone = true;
        if (what === "makes the link") await create({ content: withOtherPhone });
        else await saveDraft({ orders, settings: LINK_SETTINGS }, draft);
      };
      const read = async (orderId: string) => {
        const snapshot = await orders.read(orderId);
        if (snapshot.order?.status === "CANCELLED" && !isDone) await meanwhile();
        return snapshot;
      };
      const crossed: OrderStore = {
        read,
        commit: (snapshot, write) => orders.commit(snapshot, write),
        due: (now, limit) => orders.due(now, limit),
      };
      await assert.rejects(send(toPhone, { orders: crossed }), { code: "aborted" });
      assert.deepEqual([isDone, sent], [true, []]);
    });
  }

  it("does not have later links sent by SMS when the vendor has refused to", async () => {
    const { create, send, sent, database } = arrange(true);
    await create();
    await assert.rejects(send({ sms: true }), { code: "invalid-argument" });
    database.pass(8 * 24 * 60 * MINUTE);
    assert.equal((await create()).status, "PENDING");
    assert.deepEqual(sent, []);
  });
});
