import stringify from "safe-stable-stringify";
import * as z from "zod";
import { itemSchema, linkOptionsSchema, totalsSchema } from "../orders/model/content.js";
import {
  applyPatch,
  changeAttempts,
  listAttempts,
  type Order,
  type OrderPatch,
  requireOrder,
} from "../orders/model/order.js";
import { refuse } from "../orders/model/order-error.js";
import { type Operator, operationFact } from "../orders/model/order-event.js";
import { isOpen } from "../orders/model/order-status.js";
import { dropNotGiven } from "../orders/model/parse-by-schema.js";
import { leasedRequest } from "../orders/model/request.js";
import { type StoredContent, toStored } from "../orders/model/stored-content.js";
import {
  ERASED,
  type OrderSnapshot,
  type OrderWrite,
  type Subdocument,
  type TextField,
} from "../orders/store/order-store.js";
import { moneySchema } from "../shared/money.js";

/** Fields in which people or the vendor write freely. Ids, codes, amounts and times stay for the accounts. */
const FREE_TEXTS: Record<Subdocument["collection"], readonly string[]> = {
  events: ["note"],
  internal: ["note", "reason", "message", "vendorMessage"],
};

/** Null when it may be erased. A link that can be paid, or may turn up, needs its customer. */
export function whyNotRedactable(order: Order): string | null {
  const open = listAttempts(order).find(([, { status }]) => isOpen(status));
  if (open) {
    return `its payment link (checkout ${open[0]}) is ${open[1].status}. Cancel it, or wait until it has ended`;
  }
  if (leasedRequest(order)) return "a payment link is being made. Try again in a few minutes";
  if (order.requests.some(({ searchAt }) => searchAt !== null)) {
    return "a payment link whose answer was lost is still searched for. Try again in a few minutes";
  }
  return null;
}

/**
 * Null when nothing is left to erase. Pure.
 * @param beneath events and internal documents, read after the snapshot
 * @throws OrderError `not-found`; `failed-precondition` while the order is open
 */
export function planRedaction(
  { order: present, readTime: at }: Pick<OrderSnapshot, "order" | "readTime">,
  beneath: readonly Subdocument[],
  operator: Operator,
): OrderWrite | null {
  const order = requireOrder(present);
  const refusal = whyNotRedactable(order);
  if (refusal) throw refuse(`Order ${order.orderId} cannot be redacted yet: ${refusal}.`);
  const erase = beneath.flatMap(textsOf);
  const patch = withoutPerson(order);
  // A backend may have written data into a redacted order.
  const isClean = stringify(applyPatch(order, patch)) === stringify(order) && erase.length === 0;
  if (order.redactedAt !== null && isClean) return null;
  return {
    patch: { ...patch, redactedAt: order.redactedAt ?? at },
    cause: { at, source: "operator" },
    facts: [operationFact("operation.redact", operator, {})],
    erase,
  };
}

/** A redaction's reason proves it, and stays. */
function textsOf({ collection, id, fields }: Subdocument): TextField[] {
  if (fields.type === "operation.redact") return [];
  const texts = FREE_TEXTS[collection].filter((field) => {
    const text = fields[field];
    return typeof text === "string" && text !== ERASED;
  });
  return texts.map((field) => ({ collection, id, field }));
}

/** The merchant's own words may name a person, and unknown fields may hold anything. */
function withoutPerson({ content, ...order }: Order): OrderPatch {
  const { amount } = content;
  const { items, totals, linkOptions } = dropNotGiven(content) as StoredContent;
  return {
    content: toStored({
      description: ERASED,
      amount: moneySchema.safeParse(amount).data,
      items: z.array(itemSchema.extend({ name: z.unknown().transform(() => ERASED) })).safeParse(items).data,
      totals: totalsSchema.safeParse(totals).data,
      linkOptions: linkOptionsSchema.safeParse(linkOptions).data,
    }),
    attempts: changeAttempts(listAttempts(order), (attempt) => ({ ...attempt, url: null })),
    resend: null,
  };
}
