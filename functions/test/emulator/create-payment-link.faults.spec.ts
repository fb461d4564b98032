import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { linkInput } from "../fixtures/link-input.js";
import { createPaymentLink, linkFor, sweepOrders } from "../support/callables.js";
import {
  endLease,
  eventTypes,
  orderDocument,
  orderInStatus,
  orderOnce,
  readOrder,
  Timestamp,
} from "../support/firestore.js";
import { sideBySide } from "../support/side-by-side.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

const made = (orderId: string) =>
  waitUntil("the vendor to have the link", async () => (await vendor.ledger(orderId))[0]);

describe("createPaymentLink when the vendor's answer is lost", () => {
  after(() => vendor.clearFaults());

  sideBySide((it) => {
    for (const [name, fault] of [
      ["the connection is reset after the vendor made the link", { kind: "reset-after" }],
      [
        "a gateway answers 502 after the vendor made the link",
        { kind: "status-after", status: 502, body: "html" },
      ],
      ["the answer is cut off", { kind: "body", body: "truncated" }],
      ["the answer is HTML", { kind: "body", body: "html" }],
      ["the answer comes too late", { kind: "latency", ms: 6_000 }],
      ["the answer lacks its link", { kind: "answer", set: { redirectUrl: null } }],
    ] as const) {
      it(`adopts the link when ${name}`, async () => {
        const input = linkInput();
        await vendor.fault("create-link", fault.kind, { orderId: input.orderId, ...fault });
        const link = await linkFor(input);
        assert.equal(link.status, "PENDING");
        assert.equal((await vendor.posts(input.orderId)).length, 1);
        assert.equal((await vendor.ledger(input.orderId)).length, 1);
        assert.deepEqual(await eventTypes(input.orderId), ["order.link_created"]);
      });
    }

    for (const [name, fault] of [
      ["the connection is reset before the vendor saw the request", { kind: "reset-before" }],
      ["the vendor answers 503 without acting", { kind: "status", status: 503 }],
    ] as const) {
      it(`asks again under the same request id when ${name}`, async () => {
        const input = linkInput();
        await vendor.fault("create-link", fault.kind, { orderId: input.orderId, ...fault });
        const link = await linkFor(input);
        const requests = await vendor.posts(input.orderId);
        assert.deepEqual(pluck(requests, "requestId"), [link.requestId, link.requestId]);
        assert.equal((await vendor.ledger(input.orderId)).length, 1);
      });
    }

    it("adopts an already paid link as PAID", async () => {
      const input = linkInput();
      await vendor.fault("create-link", "latency", { orderId: input.orderId, ms: 5_000 });
      const pending = createPaymentLink(input);
      const entry = await made(input.orderId);
      await vendor.actSilently(entry.id, "pay");
      assert.equal((await pending).error.status, "FAILED_PRECONDITION");
      assert.equal((await readOrder(input.orderId))?.status, "PAID");
      assert.deepEqual(await eventTypes(input.orderId), ["order.link_created", "order.paid"]);
    });
  });
});

describe("createPaymentLink when the vendor refuses, fails or is late", () => {
  afterEach(() => vendor.clearFaults());

  it("searches when a repeated request is refused, until the vendor's search has caught up", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "reset-after", { orderId: input.orderId });
    await vendor.fault("search-checkouts", "search-lag", { ms: 1_500, times: null });
    const link = await linkFor(input);
    assert.equal((await vendor.posts(input.orderId)).length, 2);
    const [entry, ...others] = await vendor.ledger(input.orderId);
    assert.equal(entry?.id, link.checkoutId);
    assert.deepEqual(others, []);
  });

  it("keeps the older of two links that the vendor accepted under one request id, and cancels the other", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "reset-after", { orderId: input.orderId });
    await vendor.fault("create-link", "accept-duplicates", { orderId: input.orderId, times: null });
    await vendor.fault("search-checkouts", "search-lag", { ms: 1_500 });
    const link = await linkFor(input);
    assert.equal((await vendor.ledger(input.orderId)).length, 2);
    await vendor.clearFaults();
    await sweepOrders(3);
    const surplus = await waitUntil("the second link to be recorded", async () => {
      const order = await readOrder(input.orderId);
      return Object.entries(order?.attempts ?? {}).find(([, attempt]) => attempt.surplus);
    });
    await sweepOrders(4);
    await waitUntil("the second link to be cancelled", async () =>
      (await vendor.ledger(input.orderId)).some(
        ({ id, status }) => id === surplus[0] && status === "CANCELLED",
      ),
    );
    assert.equal((await linkFor(input)).checkoutId, link.checkoutId);
  });

  it("hands the vendor's sentence on after a definite refusal, returns to DRAFT and lets the content change", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "status", { orderId: input.orderId, status: 400, body: "envelope" });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "INVALID_ARGUMENT");
    assert.match(error.message, /^PointCheckout refused the link: .{5}/);
    const draft = await readOrder(input.orderId);
    assert.deepEqual([draft?.status, draft?.requests], ["DRAFT", []]);
    assert.equal((await vendor.posts(input.orderId)).length, 1);
    const link = await linkFor({ ...input, amount: "14.00" });
    assert.equal(link.requestId, `${input.orderId}-r1`);
  });

  it("hands the vendor's sentence on when a hiccup came before the refusal, and believes it once it has searched", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "reset-before", { orderId: input.orderId });
    await vendor.fault("create-link", "status", { orderId: input.orderId, status: 400, times: null });
    const first = await createPaymentLink(input);
    assert.equal(first.error.status, "UNAVAILABLE");
    assert.match(first.error.message, /refused the repeated request \(.{5}/);
    await sweepOrders();
    await orderInStatus(input.orderId, "DRAFT");
    await sweepOrders(5);
    await orderOnce(input.orderId, "be searched for", ({ requests }) => requests[0]?.searchAt === null);
    const second = await createPaymentLink(input);
    assert.equal(second.error.status, "INVALID_ARGUMENT");
    assert.match(second.error.message, /^PointCheckout refused the link: .{5}/);
  });

  it("leaves a DRAFT when the vendor did not process the request", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "status", { orderId: input.orderId, status: 429, retryAfter: 7 });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "UNAVAILABLE");
    assert.match(error.message, /too many requests .*429.* made no link\. Call again in 7 seconds/);
    const order = await readOrder(input.orderId);
    assert.deepEqual([order?.status, order?.requests], ["DRAFT", []]);
    await linkFor(input);
  });

  it("says unavailable while the vendor is down, keeps the order resumable, and resumes", async () => {
    const input = linkInput();
    await vendor.fault("*", "status", { status: 503, times: null });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "UNAVAILABLE");
    const order = await readOrder(input.orderId);
    assert.deepEqual([order?.status, order?.attempts], ["CREATING", {}]);
    await vendor.clearFaults();
    assert.equal((await linkFor(input)).requestId, `${input.orderId}-r1`);
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("explains refused credentials, and makes the link once they are right", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "status", { orderId: input.orderId, status: 401 });
    assert.equal((await createPaymentLink(input)).error.status, "FAILED_PRECONDITION");
    assert.equal((await readOrder(input.orderId))?.status, "DRAFT");
    await linkFor(input);
  });

  it("withholds a link on a host that is not allowed", async () => {
    const input = linkInput();
    const set = { redirectUrl: "https://pay.test.paymennt.com.evil.example/checkout/1" };
    await vendor.fault("create-link", "answer", { orderId: input.orderId, set });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "FAILED_PRECONDITION");
    assert.match(error.message, /POINTCHECKOUT_LINK_HOSTS/);
    const order = await readOrder(input.orderId);
    assert.equal(order?.problem, "link_host_refused");
    assert.ok(!JSON.stringify(order).includes("evil.example"));
  });

  it("withholds a link that the vendor made for another amount", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "answer", { orderId: input.orderId, set: { amount: 1 } });
    assert.equal((await createPaymentLink(input)).error.status, "FAILED_PRECONDITION");
    const order = await readOrder(input.orderId);
    assert.equal(order?.problem, "identity_mismatch");
    assert.ok(Object.values(order?.attempts ?? {}).every(({ url }) => url === null));
  });
});

describe("createPaymentLink after a crash", () => {
  afterEach(() => vendor.clearFaults());

  /** An order as a caller left it who crashed right after taking the lease. */
  async function crashAfterReserving(input: ReturnType<typeof linkInput>): Promise<void> {
    await vendor.fault("*", "status", { status: 503, times: null });
    await createPaymentLink(input);
    await vendor.clearFaults();
    const until = Timestamp.fromMillis(Date.now() + 60_000);
    const requests = (await readOrder(input.orderId))?.requests.map((request) => ({
      ...request,
      lease: { id: request.lease?.id, until },
      searchAt: until,
    }));
    await orderDocument(input.orderId).update({ "payment.requests": requests, "payment.nextCheckAt": until });
  }

  it("resumes an order whose caller crashed before asking the vendor", async () => {
    const input = linkInput();
    await crashAfterReserving(input);
    const waiting = createPaymentLink(input);
    await endLease(input.orderId);
    assert.equal((await waiting).result.requestId, `${input.orderId}-r1`);
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("adopts the link whose caller crashed after the vendor made it", async () => {
    const input = linkInput();
    const link = await linkFor(input);
    const before = await readOrder(input.orderId);
    await rewindToCreating(input.orderId, link.checkoutId);
    const again = await linkFor(input);
    assert.equal(again.checkoutId, link.checkoutId);
    assert.equal(before?.status, (await readOrder(input.orderId))?.status);
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("lets one of two holders of an expired lease win, and un-pays nothing", async () => {
    const input = linkInput();
    await vendor.fault("create-link", "latency", { orderId: input.orderId, ms: 3_500 });
    const slow = createPaymentLink(input);
    await vendor.actSilently((await made(input.orderId)).id, "pay");
    await endLease(input.orderId);
    await createPaymentLink(input);
    assert.equal((await readOrder(input.orderId))?.status, "PAID");
    const late = await slow;
    assert.equal(late.error?.status, "FAILED_PRECONDITION", JSON.stringify(late));
    const order = await readOrder(input.orderId);
    assert.equal(order?.status, "PAID");
    assert.equal(Object.keys(order?.attempts ?? {}).length, 1);
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
    assert.deepEqual(await eventTypes(input.orderId), ["order.link_created", "order.paid"]);
  });
});

/** The order as it was when its lease was taken and the vendor had answered nobody: its attempt and checkout undone. */
async function rewindToCreating(orderId: string, checkoutId: string): Promise<void> {
  const past = Timestamp.fromMillis(Date.now() - 1000);
  const document = orderDocument(orderId);
  const { docs } = await document.collection("events").get();
  for (const event of docs) await event.ref.delete();
  await document.firestore.doc(`checkouts/${checkoutId}`).delete();
  const { amount } = (await readOrder(orderId)) ?? {};
  const request = {
    requestId: `${orderId}-r1`,
    attempt: 1,
    amount,
    expiresIn: 60,
    sendSms: false,
    sendEmail: false,
    lease: { id: "crashed", until: past },
    searchAt: past,
  };
  const payment = { attempts: {}, eventCount: 0, nextCheckAt: past, requests: [request] };
  await document.update({ status: "CREATING", payment });
}
