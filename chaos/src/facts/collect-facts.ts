import { FieldPath } from "firebase-admin/firestore";
import { orderIdOf } from "../../../functions/src/shared/order-id.js";
import type { Plan } from "../plan/step.js";
import type { Context } from "../world/context.js";
import {
  type CheckoutDocument,
  type EventDocument,
  flat,
  type OrderDocument,
  plain,
} from "../world/documents.js";
import type { MovedClock } from "../world/moved-clock.js";
import type { LedgerCheckout, OrderFacts, RunFacts } from "./facts.js";

export async function ledgerStatuses({
  simulator,
}: Pick<Context, "simulator">): Promise<Record<string, string>> {
  return Object.fromEntries((await simulator.ledger()).map(({ id, status }) => [id, status]));
}

export async function readOrders({ firestore }: Pick<Context, "firestore">): Promise<OrderDocument[]> {
  const { docs } = await firestore.collection("orders").get();
  return docs.map((document) => flat(document.data()));
}

export async function readCheckouts({ firestore }: Pick<Context, "firestore">): Promise<CheckoutDocument[]> {
  const { docs } = await firestore.collection("checkouts").get();
  return docs.map((document) => ({
    ...(plain(document.data()) as Omit<CheckoutDocument, "updateTime">),
    updateTime: plain(document.updateTime) as string,
  }));
}

/** Each order's events in their order, by order id. */
async function readEvents({ firestore }: Pick<Context, "firestore">): Promise<Map<string, EventDocument[]>> {
  const { docs } = await firestore.collectionGroup("events").orderBy(FieldPath.documentId()).get();
  const events = new Map<string, EventDocument[]>();
  for (const document of docs) {
    const orderId = orderIdOf(document.ref.parent.parent?.id ?? "");
    const fields = plain(document.data()) as Omit<EventDocument, "id" | "writtenAt">;
    const event = { ...fields, id: document.id, writtenAt: plain(document.createTime) as string };
    events.set(orderId, [...(events.get(orderId) ?? []), event]);
  }
  return events;
}

/** The vendor's own times are those of its clock, which ran ahead; beside ours they have to be real ones. */
const realTime = (clock: MovedClock, iso: string): string =>
  new Date(clock.realTimeOf(Date.parse(iso))).toISOString();

const inRealTime = (clock: MovedClock, checkout: LedgerCheckout): LedgerCheckout => ({
  ...checkout,
  createdAt: realTime(clock, checkout.createdAt),
  history: checkout.history.map((change) => ({ ...change, at: realTime(clock, change.at) })),
});

/** Collects what Firestore, the vendor and the callers know of each planned order. */
export async function collectFacts(
  context: Context,
  plan: Plan,
  run: Pick<RunFacts, "faultsEndedAt" | "audit"> & { settled: Record<string, string> },
): Promise<RunFacts> {
  const [orders, checkouts, events, ledger, requests, notifications] = await Promise.all([
    readOrders(context),
    readCheckouts(context),
    readEvents(context),
    context.simulator.ledger(),
    context.simulator.requests(),
    context.simulator.notifications(),
  ]);
  const { calls } = context.callables;
  const real = <T extends { at: string }>(one: T): T => ({ ...one, at: realTime(context.clock, one.at) });
  const facts = plan.orders.map(({ orderId, journey }): OrderFacts => {
    const ofOrder = <T extends { orderId?: string | null | undefined }>(all: readonly T[]) =>
      all.filter((one) => one.orderId === orderId);
    const own = ofOrder(ledger).map((checkout) => inRealTime(context.clock, checkout));
    return {
      orderId,
      journey,
      order: ofOrder(orders)[0] ?? null,
      events: events.get(orderId) ?? [],
      checkouts: ofOrder(checkouts),
      deletedTouches: Object.fromEntries(
        own.map(({ id }) => [id, context.editor.deletedTouches.get(id) ?? 0]),
      ),
      ledger: own,
      settled: Object.fromEntries(own.map(({ id }) => [id, run.settled[id] ?? "absent"])),
      requests: ofOrder(requests).map(real),
      notifications: ofOrder(notifications).map(real),
      calls: ofOrder(calls),
      actions: ofOrder(context.actions),
      edits: ofOrder(context.editor.edits),
      versions: context.witness.versionsOf(orderId),
    };
  });
  const { sent, accepted } = context.forger;
  return {
    seed: plan.seed,
    orders: facts,
    killed: plan.kills.length > 0,
    faultsEndedAt: run.faultsEndedAt,
    audit: run.audit,
    forged: { sent, accepted },
  };
}
