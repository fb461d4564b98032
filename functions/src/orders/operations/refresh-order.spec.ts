import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import { anAttempt, anOrder, aRequest, at, FIRST, SECOND, secondsOf } from "../../../test/fixtures/orders.js";
import { readOrder } from "../../../test/memory/memory-order-store.js";
import { memoryStores } from "../../../test/memory/memory-stores.js";
import { silentLog } from "../../../test/support/silent-log.js";
import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Attempt } from "../model/attempt.js";
import type { Order } from "../model/order.js";
import { type RefreshedOrder, refreshOrder } from "./refresh-order.js";

/** Seconds to the millisecond: the calls of a store take less. */
const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

type Look = { checkoutId: CheckoutId; seconds: number };

/**
 * One order, a clock that sleeping moves on, and the trigger: a touch is answered by a look `delay` seconds later, at
 * which the vendor says `seen`; null: it cannot be read.
 */
class Desk {
  delay = 0.3;
  seen: Partial<Attempt> | null = { status: "PAID" };
  readonly touches: Look[] = [];
  private readonly stores = memoryStores(1000);
  readonly database = this.stores.database;
  readonly orders = this.stores.orders;
  /** Sleepers that wake, and what else happens while they sleep. */
  private later: { seconds: number; act: () => void }[] = [];

  constructor(order: Order | null = anOrder()) {
    if (order) this.database.put(order);
    this.database.onTouch = ({ checkoutId }) => {
      this.touches.push({ checkoutId, seconds: this.seconds });
      this.at(this.seconds + this.delay, () => this.look(checkoutId));
    };
  }

  get seconds(): number {
    return rounded(secondsOf(this.database.now) ?? 0);
  }

  order(): Order | undefined {
    const document = this.database.orders.get("ORD-1");
    return document && readOrder("ORD-1", document);
  }

  at(seconds: number, act: () => void): void {
    this.later.push({ seconds: rounded(seconds), act });
  }

  /** A look at the vendor, as the trigger stores it. */
  look(checkoutId: CheckoutId): void {
    const order = this.order();
    const attempt = order?.attempts[checkoutId];
    if (!attempt || !this.seen) return;
    const looked = { ...attempt, ...this.seen, counts: "amount", observedAt: at(this.seconds) } as const;
    this.database.put({ ...order, attempts: { ...order.attempts, [checkoutId]: looked } });
  }

  /** Asks as somebody who comes `wait` seconds after now, and has ten seconds. */
  async ask(customerUid: string | null = null, wait = 0): Promise<RefreshedOrder> {
    const begins = this.seconds + wait;
    const sleep = (ms: number) => new Promise<void>((wake) => this.at(this.seconds + ms / 1000, wake));
    if (wait > 0) await sleep(wait * 1000);
    const hasTimeLeft = () => this.seconds - begins < 10;
    const deps = { orders: this.orders, log: silentLog, sleep, hasTimeLeft };
    return refreshOrder(deps, { orderId: "ORD-1", customerUid });
  }

  /** Lets time pass until all of these have their answers. */
  async settle<T>(...asked: Promise<T>[]): Promise<T[]> {
    let isDone = false;
    const all = Promise.all(asked).finally(() => {
      isDone = true;
    });
    all.catch(() => {});
    for (let round = 0; round < 10_000 && !isDone; round += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      this.moveOn();
    }
    return all;
  }

  private moveOn(): void {
    if (this.later.length === 0) return;
    const next = Math.min(...this.later.map(({ seconds }) => seconds));
    this.database.pass(Math.max(0, next - this.seconds) * 1000);
    const due = this.later.filter(({ seconds }) => seconds <= this.seconds);
    this.later = this.later.filter(({ seconds }) => seconds > this.seconds);
    for (const { act } of due) act();
  }
}

const assertSpaced = ({ touches }: Desk): void => {
  for (const [index, { seconds }] of touches.entries()) {
    const before = touches[index - 1];
    if (before) assert.ok(seconds - before.seconds >= 1.999, `touched ${seconds - before.seconds} s apart`);
  }
};

describe("refreshOrder", () => {
  it("answers what the vendor says now", async () => {
    const desk = new Desk();
    const [answer] = await desk.settle(desk.ask());
    assert.deepEqual(answer, { orderId: "ORD-1", status: "PAID", problem: null, isFresh: true });
    assert.deepEqual(desk.touches, [{ checkoutId: FIRST, seconds: 1000 }]);
    assert.ok(desk.seconds < 1001);
  });

  it("answers an order's own customer, and nobody else", async () => {
    const desk = new Desk();
    assert.equal((await desk.settle(desk.ask("uid-1")))[0]?.status, "PAID");
    await assert.rejects(desk.settle(desk.ask("uid-2")), { code: "not-found" });
    await assert.rejects(new Desk(null).settle(desk.ask("uid-2")), { code: "not-found" });
    const ownerless = new Desk(anOrder({ customerUid: null }));
    await assert.rejects(ownerless.settle(ownerless.ask("uid-1")), { code: "not-found" });
    assert.deepEqual(ownerless.touches, []);
  });

  it("shares one look among all who ask at once", async () => {
    const desk = new Desk();
    const answers = await desk.settle(...Array.from({ length: 30 }, () => desk.ask()));
    assert.ok(answers.every(({ isFresh, status }) => isFresh && status === "PAID"));
    assert.equal(desk.touches.length, 1);
  });

  it("asks at most every two seconds, however many come and whenever, and leaves nobody without a fresh answer", async () => {
    for (const delay of [0.01, 0.3, 1.7, 2.5, 4]) {
      const desk = new Desk();
      desk.delay = delay;
      const answers = await desk.settle(...Array.from({ length: 40 }, (_, n) => desk.ask(null, n * 0.13)));
      assert.ok(
        answers.every(({ isFresh }) => isFresh),
        `with looks after ${delay} s`,
      );
      assertSpaced(desk);
      assert.ok(desk.touches.length <= 6, `${desk.touches.length} touches with looks after ${delay} s`);
    }
  });

  it("does not ask when somebody has looked since the call began, and waits when somebody just has", async () => {
    const desk = new Desk();
    desk.look(FIRST);
    desk.at(1000.1, () => desk.look(FIRST));
    assert.equal((await desk.settle(desk.ask(null, 0.05)))[0]?.isFresh, true);
    assert.deepEqual(desk.touches, []);
    const late = new Desk();
    late.look(FIRST);
    const [answer] = await late.settle(late.ask(null, 0.5));
    assert.equal(answer?.isFresh, true);
    assert.ok((late.touches[0]?.seconds ?? 0) >= 1002);
  });

  it("says that its answer is not fresh when the vendor cannot be read in time", async () => {
    const desk = new Desk();
    desk.seen = null;
    const [answer] = await desk.settle(desk.ask());
    assert.deepEqual(answer, { orderId: "ORD-1", status: "PENDING", problem: null, isFresh: false });
    assert.equal(desk.touches.length, 1);
    assert.ok(desk.seconds >= 1010 && desk.seconds < 1011);
  });

  it("looks at both of two paid links, one after the other, before it calls the order fresh", async () => {
    const paid = (attempt: number, observedAt: number) =>
      anAttempt({ attempt, status: "PAID", observedAt: at(observedAt) });
    const attempts = { [FIRST]: paid(1, 500), [SECOND]: paid(2, 100) };
    const desk = new Desk(anOrder({ attempts, status: "PAID", problem: "paid_twice" }));
    desk.seen = { status: "PARTIALLY_REFUNDED", totalRefundedMinor: 500 };
    const [answer] = await desk.settle(desk.ask());
    assert.deepEqual(pluck(desk.touches, "checkoutId"), [SECOND, FIRST]);
    assertSpaced(desk);
    assert.deepEqual([answer?.isFresh, answer?.problem], [true, "paid_twice"]);
    for (const { observedAt } of Object.values(desk.order()?.attempts ?? {})) {
      assert.ok((observedAt?.seconds ?? 0) >= at(1000).seconds);
    }
  });

  it("keeps two seconds between two paid links' looks, though the first came late", async () => {
    const attempts = {
      [FIRST]: anAttempt({ status: "PAID", observedAt: at(1) }),
      [SECOND]: anAttempt({ attempt: 2, status: "PAID", observedAt: null }),
    };
    const desk = new Desk(anOrder({ attempts, status: "PAID" }));
    desk.delay = 3;
    await desk.settle(desk.ask());
    const [first, second] = desk.touches;
    assert.deepEqual([first?.checkoutId, second?.checkoutId], [SECOND, FIRST]);
    assert.ok((second?.seconds ?? 0) - 1003 >= 2, "the look itself counts, not when it was asked for");
  });

  it("looks at the paid link, not at the one made after it", async () => {
    const attempts = {
      [FIRST]: anAttempt({ status: "PAID", observedAt: at(1) }),
      [SECOND]: anAttempt({ attempt: 2, status: "CANCELLED" }),
    };
    const desk = new Desk(anOrder({ attempts, status: "PAID" }));
    await desk.settle(desk.ask());
    assert.deepEqual(desk.touches, [{ checkoutId: FIRST, seconds: 1000 }]);
  });

  it("looks at an authorized link, not at the one made after it", async () => {
    const attempts = {
      [FIRST]: anAttempt({ status: "AUTHORIZED" }),
      [SECOND]: anAttempt({ attempt: 2, status: "EXPIRED" }),
    };
    const desk = new Desk(anOrder({ attempts }));
    const [answer] = await desk.settle(desk.ask());
    assert.deepEqual(pluck(desk.touches, "checkoutId"), [FIRST]);
    assert.deepEqual([answer?.status, answer?.isFresh], ["PAID", true]);
  });

  it("has nothing to look up of a draft; of a link that may exist it is not fresh", async () => {
    const draft = anOrder({ attempts: {}, status: "DRAFT" });
    for (const [order, isFresh] of [
      [draft, true],
      [{ ...draft, requests: [aRequest()] }, false],
    ] as const) {
      const desk = new Desk(order as Order);
      const [answer] = await desk.settle(desk.ask());
      assert.deepEqual([answer?.isFresh, desk.touches, desk.seconds], [isFresh, [], 1000]);
    }
  });

  it("says that there is no such order when it is deleted meanwhile, or given to somebody else", async () => {
    const deleted = new Desk();
    deleted.at(1000.1, () => deleted.database.orders.clear());
    await assert.rejects(deleted.settle(deleted.ask()), { code: "not-found" });
    const given = new Desk();
    given.at(1000.1, () => given.database.put(anOrder({ customerUid: "uid-2" })));
    await assert.rejects(given.settle(given.ask("uid-1")), { code: "not-found" });
  });

  it("asks again when another writer was first", async () => {
    const desk = new Desk();
    const commit = desk.orders.commit.bind(desk.orders);
    let lost = 0;
    desk.orders.commit = async (snapshot, write) => {
      lost += 1;
      return lost < 3 ? null : commit(snapshot, write);
    };
    const [answer] = await desk.settle(desk.ask());
    assert.deepEqual([answer?.isFresh, lost, desk.touches.length], [true, 3, 1]);
  });
});
