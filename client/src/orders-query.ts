import {
  collection,
  documentId,
  type FieldPath,
  type Firestore,
  limit,
  orderBy,
  type Query,
  type QueryConstraint,
  query,
  startAfter,
  Timestamp,
  where,
} from "firebase/firestore";
import { isOrderId, orderDocumentId } from "./order-id.js";
import type { Order, OrderStatus } from "./types.js";

/** Where a page of orders begins: after this one. */
export type OrderCursor = Pick<Order, "createdAt" | "orderId">;

/**
 * Which orders, the newest first unless told otherwise. All conditions have to hold. An order without `createdAt` (a
 * backend's draft that left it out) is in no list.
 */
export type OrderFilter = {
  /** One status, or any of at most 30. */
  status?: OrderStatus | readonly OrderStatus[] | undefined;
  /** Whose they are. A customer has to give their own uid. */
  customerUid?: string | undefined;
  /** The customer's phone, in any notation with the international calling code. */
  customerPhone?: string | undefined;
  /** The customer's e-mail address, as a whole. */
  customerEmail?: string | undefined;
  /** Created at this moment or later. */
  createdFrom?: Date | undefined;
  /** Created before this moment. */
  createdBefore?: Date | undefined;
  /** The oldest first. */
  oldestFirst?: boolean | undefined;
  /** How many at most; 50 when absent. */
  limit?: number | undefined;
  /** The `next` of the page before. */
  after?: OrderCursor | null | undefined;
};

export const pageLength = (filter: OrderFilter): number => filter.limit ?? 50;

// What is pasted along from chats and Arabic text.
const PASTE_MARKS =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ufe00-\ufe0f]/g;
export const withoutMarks = (text: string): string => text.replace(PASTE_MARKS, "").trim();

/** As the functions store it: ASCII digits alone, without the `(0)` that is dialled at home. */
export const storedPhone = (phone: string): string =>
  withoutMarks(phone)
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/^(\+|00)/, "")
    .replace(/\(0\)|[\s().\u2010-\u2015-]/g, "");

/** Calling codes (ITU-T E.164): none is the beginning of another one. */
const HOME_ZERO = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})0/;

/** As the functions may have stored it: they leave a 0 out that is dialled at home only, which not every country's is. */
export const storedPhones = (phone: string): string[] => {
  const digits = storedPhone(phone);
  return [...new Set([digits, digits.replace(HOME_ZERO, "$1")])];
};

/** As the functions store it: in small letters, the domain in ASCII. */
export function storedEmail(email: string): string {
  const [local = "", domain = ""] = withoutMarks(email).toLowerCase().split("@");
  const url = `http://${domain}`;
  return `${local}@${URL.canParse(url) ? new URL(url).hostname : domain}`;
}

/** A page of the orders that a filter lets through, in its order. */
export function ordersQuery(firestore: Firestore, filter: OrderFilter): Query {
  const { after } = filter;
  const begin = after ? [startAfter(after.createdAt, orderDocumentId(after.orderId))] : [];
  return query(allOrdersQuery(firestore, filter), ...begin, limit(pageLength(filter)));
}

/**
 * All orders that a filter lets through; `limit` and `after` do not count. It needs no index but those of
 * firestore.indexes.json: each condition's, together with `createdAt`.
 */
export function allOrdersQuery(firestore: Firestore, filter: OrderFilter): Query {
  const { status, customerUid, customerPhone, customerEmail, createdFrom, createdBefore } = filter;
  const direction = filter.oldestFirst ? "asc" : "desc";
  const conditions: QueryConstraint[] = [];
  if (typeof status === "string") conditions.push(where("status", "==", status));
  else if (status) conditions.push(where("status", "in", status));
  if (customerUid !== undefined) conditions.push(where("customerUid", "==", customerUid));
  if (customerPhone !== undefined)
    conditions.push(where("customer.phone", "in", storedPhones(customerPhone)));
  if (customerEmail !== undefined) conditions.push(where("customer.email", "==", storedEmail(customerEmail)));
  if (createdFrom) conditions.push(where("createdAt", ">=", Timestamp.fromDate(createdFrom)));
  if (createdBefore) conditions.push(where("createdAt", "<", Timestamp.fromDate(createdBefore)));
  conditions.push(orderBy("createdAt", direction), orderBy(documentId(), direction));
  return query(collection(firestore, "orders"), ...conditions);
}

const startsWith = (field: string | FieldPath, start: string): QueryConstraint[] => [
  where(field, ">=", start),
  where(field, "<", `${start}\uf8ff`),
  orderBy(field),
];

/** Orders whose id, or whose customer's first or last name, begins with a text as it was typed or in usual capitals. */
export function searchQueries(firestore: Firestore, start: string): Query[] {
  const names = new Set([start, start.toLowerCase().replace(/(^| )./g, (begin) => begin.toUpperCase())]);
  const ids = new Set([start, start.toUpperCase()].filter(isOrderId).map(orderDocumentId));
  const searches = [
    ...[...ids].map((id) => startsWith(documentId(), id)),
    ...[...names].flatMap((name) => [
      startsWith("customer.firstName", name),
      startsWith("customer.lastName", name),
    ]),
  ];
  return searches.map((search) => query(collection(firestore, "orders"), ...search, limit(50)));
}
