import assert from "node:assert/strict";
import { mock } from "node:test";
import { setImmediate as settled } from "node:timers/promises";
import { anAttempt, anOrder, FIRST, SECOND, THIRD } from "../../test/fixtures/orders.js";
import { silentLog } from "../../test/support/silent-log.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { OpenChange } from "../orders/store/order-store.js";
import { startProviderListener } from "./provider-listener.js";
import type { Place } from "./vendor-firestore.js";

const RETRY_MS = 15_000;
const REREAD_MS = 60_000;

const announcedAt = (firebaseDocument: string) =>
  anAttempt({
    announcement: { firebaseDatabase: "vendor", firebaseCollection: "checkouts", firebaseDocument },
  });
const order = anOrder({ attempts: { [FIRST]: announcedAt("one"), [SECOND]: announcedAt("two") } });
const other = (status: "PENDING" | "PAID" = "PENDING") =>
  anOrder({ orderId: "ORD-2", attempts: { [THIRD]: { ...announcedAt("three"), status } } });

type Stream = { document: string; onContent: (content: unknown) => void; onError: (error: Error) => void };

/** A listener beside a vendor, orders and checkouts that are played by hand. */
function listenTo(readCheckout: () => Promise<null> = async () => null) {
  const streams: Stream[] = [];
  const touched: CheckoutId[] = [];
  const played = {
    /** What the vendor's documents hold, by name. */
    contents: {} as Record<string, unknown>,
    readCheckout,
    open: async () => [order],
    touch: async (): Promise<"touched"> => "touched",
    watches: [] as { onChange: (changes: OpenChange[]) => void; onError: (error: Error) => void }[],
  };
  const listener = startProviderListener({
    orders: {
      open: () => played.open(),
      watchOpen: (onChange, onError) => {
        played.watches.push({ onChange, onError });
        onChange([{ orderId: "ORD-1", order }]);
        return () => {};
      },
    },
    checkouts: {
      read: () => played.readCheckout(),
      restore: async () => {},
      touch: async (id) => {
        const outcome = await played.touch();
        touched.push(id);
        return outcome;
      },
    },
    vendor: {
      listen: ({ document }: Place, onContent, onError) => {
        const stream = { document, onContent, onError };
        streams.push(stream);
        return () => void streams.splice(streams.indexOf(stream), 1);
      },
      read: async ({ document }) => played.contents[document],
      close: async () => {},
    },
    log: silentLog,
    rereadMs: REREAD_MS,
    retryMs: RETRY_MS,
  });
  const documents = () => streams.map(({ document }) => document).sort();
  const streamOf = (name: string) => streams.find(({ document }) => document === name);
  return { listener, played, touched, documents, streamOf };
}

async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms);
  await settled();
}

describe("provider listener", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("listens again to a document that was refused, more and more rarely while it is refused", async () => {
    const { documents, streamOf } = listenTo();
    await settled();
    const refuse = () => {
      assert.deepEqual(documents(), ["one", "two"]);
      streamOf("one")?.onError(new Error("permission-denied"));
      assert.deepEqual(documents(), ["two"]);
    };
    refuse();
    await pass(RETRY_MS);
    refuse();
    await pass(RETRY_MS);
    assert.deepEqual(documents(), ["two"]);
    await pass(RETRY_MS);
    streamOf("one")?.onContent(undefined);
    refuse();
    await pass(RETRY_MS);
    assert.deepEqual(documents(), ["one", "two"]);
  });

  it("listens again when two reads have shown what the stream did not deliver", async () => {
    const { played, touched, documents, streamOf } = listenTo();
    await settled();
    streamOf("two")?.onContent(undefined);
    played.contents = { one: { status: "PAID" } };
    await pass(REREAD_MS);
    assert.deepEqual(touched, [FIRST]);
    await pass(REREAD_MS);
    assert.deepEqual(documents(), ["two"]);
    await pass(RETRY_MS);
    assert.deepEqual(documents(), ["one", "two"]);
  });

  it("touches at the next read when a touch could not be stored", async () => {
    const { played, touched, streamOf } = listenTo();
    await settled();
    played.touch = async () => {
      throw new Error("unavailable");
    };
    played.contents = { one: { status: "PAID" } };
    streamOf("one")?.onContent(played.contents.one);
    await settled();
    assert.deepEqual(touched, []);
    played.touch = async () => "touched";
    await pass(REREAD_MS);
    assert.deepEqual(touched, [FIRST]);
  });

  it("follows soon what could not be read at first", async () => {
    const { played, documents } = listenTo(() => Promise.reject(new Error("unavailable")));
    await settled();
    assert.deepEqual(documents(), []);
    played.readCheckout = async () => null;
    await pass(RETRY_MS);
    assert.deepEqual(documents(), ["one", "two"]);
  });

  it("goes on following a checkout that two orders name when one of them ends", async () => {
    const { played, documents, streamOf, touched } = listenTo();
    const other = anOrder({ orderId: "ORD-2", attempts: { [FIRST]: announcedAt("one") } });
    played.watches[0]?.onChange([{ orderId: "ORD-2", order: other }]);
    await settled();
    played.watches[0]?.onChange([{ orderId: "ORD-1", order: null }]);
    assert.deepEqual(documents(), ["one"]);
    streamOf("one")?.onContent({ status: "PAID" });
    await settled();
    assert.deepEqual(touched, [FIRST]);
  });

  it("keeps following an order that is open again when its first reading fails late", async () => {
    let failFirst = () => {};
    const reading = () =>
      new Promise<null>((_, reject) => {
        failFirst = () => reject(new Error("unavailable"));
      });
    const { listener, played, documents } = listenTo(reading);
    played.readCheckout = async () => null;
    played.watches[0]?.onChange([{ orderId: "ORD-1", order: null }]);
    played.watches[0]?.onChange([{ orderId: "ORD-1", order }]);
    failFirst();
    await settled();
    assert.equal(listener.followed(), 2);
    assert.deepEqual(documents(), ["one", "two"]);
  });

  it("leaves other orders as they are when one begins, pays a link or ends", async () => {
    const { listener, played, documents } = listenTo();
    const change = async (changed: OpenChange["order"]) => {
      played.watches[0]?.onChange([{ orderId: "ORD-2", order: changed }]);
      await settled();
      return documents();
    };
    assert.deepEqual(await change(other()), ["one", "three", "two"]);
    assert.deepEqual(await change(other("PAID")), ["one", "two"]);
    assert.deepEqual(await change(other()), ["one", "three", "two"]);
    assert.deepEqual(await change(null), ["one", "two"]);
    assert.equal(listener.followed(), 2);
  });

  it("believes what changed while all were being read over that answer", async () => {
    const { played, documents } = listenTo();
    played.open = async () => {
      played.watches[0]?.onChange([
        { orderId: "ORD-2", order: other() },
        { orderId: "ORD-1", order: null },
      ]);
      return [order];
    };
    await pass(REREAD_MS);
    assert.deepEqual(documents(), ["three"]);
  });

  it("stops following at the next read an order whose end it missed", async () => {
    const { played, documents } = listenTo();
    played.watches[0]?.onChange([{ orderId: "ORD-2", order: other() }]);
    await settled();
    assert.deepEqual(documents(), ["one", "three", "two"]);
    await pass(REREAD_MS);
    assert.deepEqual(documents(), ["one", "two"]);
  });

  it("watches the orders again after an error, and stops everything when it is closed", async () => {
    const { listener, played, documents } = listenTo();
    played.watches[0]?.onError(new Error("unavailable"));
    await pass(RETRY_MS);
    assert.equal(played.watches.length, 2);
    await listener.close();
    assert.deepEqual(documents(), []);
  });
});
