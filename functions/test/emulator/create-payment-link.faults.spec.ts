import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { createPaymentLink, linkFor, runSchedule } from "../support/callables.js";
import {
  endLease,
  eventTypes,
  orderDocument,
  orderInStatus,
  readOrder,
  Timestamp,
} from "../support/firestore.js";
import { sideBySide } from "../support/side-by-side.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

const posts = (orderId: string) => vendor.requests({ operation: "create-link", orderId });

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
        await vendor.fault({ operation: "create-link", match: { orderId: input.orderId }, ...fault });
        const link = await linkFor(input);
        assert.equal(link.status, "PENDING");
        assert.equal((await posts(input.orderId)).length, 1);
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
        await vendor.fault({ operation: "create-link", match: { orderId: input.orderId }, ...fault });
        const link = await linkFor(input);
        const requests = await posts(input.orderId);
        assert.deepEqual(
          requests.map(({ requestId }) => requestId),
          [link.requestId, link.requestId],
        );
        assert.equal((await vendor.ledger(input.orderId)).length, 1);
      });
    }

    it("adopts an already paid link as PAID", async () => {
      const input = linkInput();
      await vendor.fault({
        operation: "create-link",
        match: { orderId: input.orderId },
        kind: "latency",
        ms: 5_000,
      });
      const pending = createPaymentLink(input);
      const entry = await waitUntil(
        "the vendor to have the link",
        async () => (await vendor.ledger(input.orderId))[0],
      );
      await vendor.actSilently(entry.id, "pay");
      assert.equal((await pending).error.status, "FAILED_PRECONDITION");
      const order = await readOrder(input.orderId);
      assert.equal(order?.status, "PAID");
      assert.deepEqual(await eventTypes(input.orderId), ["order.link_created", "order.paid"]);
    });
  });
});

describe("createPaymentLink when the vendor refuses, fails or is late", () => {
  afterEach(() => vendor.clearFaults());

  it("searches when a repeated request is refused, until the vendor's search has caught up", async () => {
    const input = linkInput();
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "reset-after" });
    await vendor.fault({ operation: "search-checkouts", kind: "search-lag", ms: 1_500, times: null });
    const link = await linkFor(input);
    assert.equal((await posts(input.orderId)).length, 2);
    const [entry, ...others] = await vendor.ledger(input.orderId);
    assert.equal(entry?.id, link.checkoutId);
    assert.deepEqual(others, []);
  });

  it("keeps the older of two links that the vendor accepted under one request id, and cancels the other", async () => {
    const input = linkInput();
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "reset-after" });
    await vendor.fault({ operation: "create-link", match, kind: "accept-duplicates", times: null });
    await vendor.fault({ operation: "search-checkouts", kind: "search-lag", ms: 1_500 });
    const link = await linkFor(input);
    assert.equal((await vendor.ledger(input.orderId)).length, 2);
    await vendor.clearFaults();
    const later = new Date(Date.now() + 3 * 60_000);
    await runSchedule("sweepOrders", later);
    const surplus = await waitUntil("the second link to be recorded", async () => {
      const order = await readOrder(input.orderId);
      return Object.entries(order?.attempts ?? {}).find(([, attempt]) => attempt.surplus);
    });
    await runSchedule("sweepOrders", new Date(later.getTime() + 60_000));
    await waitUntil("the second link to be cancelled", async () => {
      const entry = (await vendor.ledger(input.orderId)).find(({ id }) => id === surplus[0]);
      return entry?.status === "CANCELLED" ? true : undefined;
    });
    assert.equal((await linkFor(input)).checkoutId, link.checkoutId);
  });

  it("hands the vendor's sentence on after a definite refusal, returns to DRAFT and lets the content change", async () => {
    const input = linkInput();
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "status", status: 400, body: "envelope" });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "INVALID_ARGUMENT");
    assert.match(error.message, /^PointCheckout refused the link: .{5}/);
    const draft = await readOrder(input.orderId);
    assert.equal(draft?.status, "DRAFT");
    assert.deepEqual(draft?.requests, []);
    assert.equal((await posts(input.orderId)).length, 1);
    const link = await linkFor({ ...input, amount: "14.00" });
    assert.equal(link.requestId, `${input.orderId}-r1`);
  });

  it("hands the vendor's sentence on when a hiccup came before the refusal, and believes it once it has searched", async () => {
    const input = linkInput();
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "reset-before" });
    await vendor.fault({ operation: "create-link", match, kind: "status", status: 400, times: null });
    const first = await createPaymentLink(input);
    assert.equal(first.error.status, "UNAVAILABLE");
    assert.match(first.error.message, /refused the repeated request \(.{5}/);
    await runSchedule("sweepOrders");
    await orderInStatus(input.orderId, "DRAFT");
    await runSchedule("sweepOrders", new Date(Date.now() + 5 * 60_000));
    await waitUntil("the later search", async () =>
      (await readOrder(input.orderId))?.requests[0]?.searchAt === null ? true : undefined,
    );
    const second = await createPaymentLink(input);
    assert.equal(second.error.status, "INVALID_ARGUMENT");
    assert.match(second.error.message, /^PointCheckout refused the link: .{5}/);
  });

  it("leaves a DRAFT when the vendor turned the request away before looking at it", async () => {
    const input = linkInput();
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "status", status: 429, retryAfter: 7 });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "UNAVAILABLE");
    assert.match(error.message, /too many requests .*429.* made no link\. Call again in 7 seconds/);
    const order = await readOrder(input.orderId);
    assert.deepEqual([order?.status, order?.requests], ["DRAFT", []]);
    await linkFor(input);
  });

  it("says unavailable while the vendor is down, keeps the order resumable, and resumes", async () => {
    const input = linkInput();
    await vendor.fault({ operation: "*", kind: "status", status: 503, times: null });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "UNAVAILABLE");
    const order = await readOrder(input.orderId);
    assert.equal(order?.status, "CREATING");
    assert.deepEqual(order?.attempts, {});
    await vendor.clearFaults();
    assert.equal((await linkFor(input)).requestId, `${input.orderId}-r1`);
    assert.equal((await vendor.ledger(input.orderId)).length, 1);
  });

  it("explains refused credentials, and makes the link once they are right", async () => {
    const input = linkInput();
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "status", status: 401 });
    assert.equal((await createPaymentLink(input)).error.status, "FAILED_PRECONDITION");
    assert.equal((await readOrder(input.orderId))?.status, "DRAFT");
    await linkFor(input);
  });

  it("withholds a link on a host that is not allowed", async () => {
    const input = linkInput();
    const set = { redirectUrl: "https://pay.test.paymennt.com.evil.example/checkout/1" };
    await vendor.fault({ operation: "create-link", match: { orderId: input.orderId }, kind: "answer", set });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "FAILED_PRECONDITION");
    assert.match(error.message, /POINTCHECKOUT_LINK_HOSTS/);
    const order = await readOrder(input.orderId);
    assert.equal(order?.problem, "link_host_refused");
    assert.ok(!JSON.stringify(order).includes("evil.example"));
  });

  it("withholds a link that the vendor made for another amount", async () => {
    const input = linkInput();
    await vendor.fault({
      operation: "create-link",
      match: { orderId: input.orderId },
      kind: "answer",
      set: { amount: 1 },
    });
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
    await vendor.fault({ operation: "*", kind: "status", status: 503, times: null });
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
    // Two workers are warm then: the second holder must not be slower than the answer that the first one waits for.
    await Promise.all([linkFor(linkInput()), linkFor(linkInput())]);
    const input = linkInput();
    const match = { orderId: input.orderId };
    await vendor.fault({ operation: "create-link", match, kind: "latency", ms: 3_500 });
    const slow = createPaymentLink(input);
    const made = await waitUntil("the vendor to have the link", async () => {
      const [link] = await vendor.ledger(input.orderId);
      return link;
    });
    await vendor.actSilently(made.id, "pay");
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
