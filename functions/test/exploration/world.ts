import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import type { CheckoutStore } from "../../src/checkouts/checkout-store.js";
import { sweep } from "../../src/notifications/sweep.js";
import {
  type CreateLinkDependencies,
  createLink,
  type PaymentLink,
} from "../../src/orders/link/create-link.js";
import type { LinkCommand, LinkSettings } from "../../src/orders/link/link-conditions.js";
import type { Order } from "../../src/orders/model/order.js";
import { OrderError } from "../../src/orders/model/order-error.js";
import { amountOf } from "../../src/orders/model/stored-content.js";
import {
  type CheckoutTouch,
  type ReconcileOutcome,
  reconcile,
} from "../../src/orders/reconcile/reconcile.js";
import type { OrderStore } from "../../src/orders/store/order-store.js";
import type { Instant } from "../../src/shared/instant.js";
import type { Money } from "../../src/shared/money.js";
import { content, LINK_SETTINGS } from "../fixtures/orders.js";
import { memoryStores } from "../memory/memory-stores.js";
import { MemoryVendor, type VendorHabits } from "../memory/memory-vendor.js";
import { silentLog } from "../support/silent-log.js";
import { sweepDependencies } from "../support/sweep-dependencies.js";
import { observeVersions, type Versions } from "./observe-versions.js";
import type { Schedule } from "./schedule.js";
import { AnswerLost, scheduledOrders, scheduledStore, scheduledVendor } from "./scheduled.js";
import type { Ending, Task } from "./task.js";

export const ORDER_ID = "ORD-1";
const MINUTE_MS = 60_000;
/** Times that a caller looks again, or waits for the search, before its time is up. */
const PATIENCE = 3;
/** A trigger that fails is delivered again; one that always fails is not explored for ever. */
const MOST_DELIVERIES = 3;

export const settings: LinkSettings & { limit: number } = {
  ...LINK_SETTINGS,
  leaseMs: 5 * MINUTE_MS,
  limit: 10,
};
export const PAST_LEASE_MS = settings.leaseMs + MINUTE_MS;

const customer = { firstName: "Sara", lastName: "Ali", phone: "971500000000" };
const command: LinkCommand = { orderId: ORDER_ID, content: { ...content, customer }, customerUid: null };

export type Role = "caller" | "trigger" | "sweep";
/** What tasks are handed in place of the right thing: how a mistake gets into correct code. */
export type Mistake = {
  /** Orders whose every call is still one step. */
  inOneStep?: (orders: OrderStore) => OrderStore;
  /** Orders whose calls may be several steps. */
  inSteps?: (orders: OrderStore, role: Role) => OrderStore;
  newLeaseId?: () => string;
};

export type Call = { task: string; ending: Ending };
/** `live`: the links of the order that the customer could pay when it ended. */
export type Operation = Call & { live: CheckoutId[] };
export type Delivery = { touch: CheckoutTouch; outcome: ReconcileOutcome | null };

type WorldOptions = {
  habits: VendorHabits;
  deliveries: number;
  /** A commit may be carried out and its answer lost. */
  losesCommits: boolean;
  mistake: Mistake;
};

/** A step before which the others go on. */
const givesWay = (task: Task, what: string, run: () => void = () => undefined): Promise<void> =>
  task.step<void>({ describe: () => what, outcomes: () => [{ name: "", run }], yields: true });

/** One order, the vendor, and everybody who acts on them, each call of theirs being a step of the schedule. */
export class World {
  private readonly stores = memoryStores(0);
  readonly database = this.stores.database;
  readonly vendor: MemoryVendor;
  readonly calls: Call[] = [];
  readonly operations: Operation[] = [];
  readonly deliveries: Delivery[] = [];
  readonly versions: Versions;
  /** The amounts that the order no longer has, and since when. */
  readonly edits: { ended: Money; at: Instant }[] = [];
  /** Set for what happens after the schedule: each touch is delivered once then. */
  isRecovering = false;
  /** Staff may replace and cancel links that callers were given. */
  isOperated = false;
  private leases = 0;
  private triggers = 0;

  constructor(
    readonly schedule: Schedule,
    private readonly options: WorldOptions,
  ) {
    this.vendor = new MemoryVendor(this.database, options.habits);
    this.versions = observeVersions(this.database, ORDER_ID);
    this.database.onTouch = (touch) => {
      for (let copy = 0; copy < (this.isRecovering ? 1 : options.deliveries); copy += 1) this.deliver(touch);
    };
  }

  /** The order as it stands, without a step. */
  order(): Order | null {
    return this.versions.last();
  }

  /** One call of createLink; what it gives or throws is kept for the invariants. */
  async call(task: Task): Promise<void> {
    this.calls.push(await this.ending(task, (deps) => createLink(deps, command)));
  }

  /** What staff ask for of the order's link. */
  async operate(task: Task, ask: (deps: CreateLinkDependencies) => Promise<unknown>): Promise<void> {
    this.isOperated = true;
    const ended = await this.ending(task, ask);
    const known = this.order()?.attempts ?? {};
    const live = this.vendor.payable().flatMap(({ id }) => (id in known ? [id] : []));
    this.operations.push({ ...ended, live });
  }

  private async ending(task: Task, ask: (deps: CreateLinkDependencies) => Promise<unknown>): Promise<Call> {
    let patience = PATIENCE;
    const deps = {
      orders: this.ordersFor(task, "caller"),
      pointcheckout: scheduledVendor(task, this.vendor, this.schedule),
      settings,
      log: silentLog,
      newLeaseId: this.options.mistake.newLeaseId ?? (() => this.newLeaseId()),
      sleep: (ms: number) => {
        patience -= 1;
        return givesWay(task, `sleeps for ${ms} ms`, () => void this.database.pass(ms));
      },
      hasTimeLeft: () => patience > 0,
    };
    try {
      return { task: task.name, ending: { kind: "returned", value: await ask(deps) } };
    } catch (error) {
      if (!(error instanceof OrderError) && !(error instanceof AnswerLost)) throw error;
      return { task: task.name, ending: { kind: "threw", error } };
    }
  }

  /** One run of the sweep, at a schedule time that is a little older than its first read. */
  async sweep(task: Task): Promise<void> {
    const now = await task.do("is scheduled", () => this.database.tick());
    const deps = sweepDependencies({
      orders: this.ordersFor(task, "sweep"),
      pointcheckout: scheduledVendor(task, this.vendor, this.schedule),
      settings: { ...settings, paceMs: 0 },
    });
    await sweep(deps, now);
  }

  settle(task: Task): Promise<void> {
    return givesWay(task, "waits");
  }

  /** Time passes; nothing else happens in it. */
  pass(task: Task, ms: number): Promise<void> {
    return task.do(`${ms / MINUTE_MS} minutes pass`, () => void this.database.pass(ms));
  }

  /**
   * A notification about a checkout arrives, if the checkout is known yet.
   *
   * @param isCertain false when it may be lost on the way
   */
  async notify(task: Task, id: CheckoutId, isCertain: boolean): Promise<void> {
    const checkouts: CheckoutStore = scheduledStore(task, "checkouts", this.stores.checkouts, isCertain);
    await checkouts.touch(id, { by: "webhook" });
  }

  /** The order's amount is written by somebody else, in place of the one that it has. */
  editAmount(): void {
    const { fields } = this.database.orders.get(ORDER_ID) ?? {};
    const amount = fields && amountOf(fields as { amount: unknown });
    if (!amount) return;
    const dearer = { ...amount, minor: amount.minor * 2 };
    this.database.putOrder(ORDER_ID, { ...fields, amount: dearer }, this.database.tick());
    this.edits.push({ ended: amount, at: this.database.now });
  }

  links(): PaymentLink[] {
    return this.calls.flatMap(({ ending }) =>
      ending.kind === "returned" ? [ending.value as PaymentLink] : [],
    );
  }

  private newLeaseId(): string {
    this.leases += 1;
    return `lease ${this.leases}`;
  }

  private ordersFor(task: Task, role: Role): OrderStore {
    const { mistake, losesCommits } = this.options;
    const stored = mistake.inOneStep?.(this.stores.orders) ?? this.stores.orders;
    const orders = scheduledOrders(task, stored, losesCommits);
    return mistake.inSteps?.(orders, role) ?? orders;
  }

  /** The trigger fires: delivered at least once, again after a crash or an error. */
  private deliver(touch: CheckoutTouch, deliveries = 1): void {
    this.triggers += 1;
    const delivery: Delivery = { touch, outcome: null };
    const again = (ending: Ending) => {
      if (ending.kind === "returned") return;
      if (ending.kind === "threw" && deliveries >= MOST_DELIVERIES) throw ending.error;
      this.deliver(touch, deliveries + 1);
    };
    const body = async (task: Task) => {
      const deps = {
        orders: this.ordersFor(task, "trigger"),
        pointcheckout: scheduledVendor(task, this.vendor, this.schedule),
        log: silentLog,
      };
      delivery.outcome = await reconcile(deps, touch);
      this.deliveries.push(delivery);
    };
    this.schedule.spawn(`trigger ${this.triggers}`, body, again);
  }
}
