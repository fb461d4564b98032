import { type Money, moneySchema } from "../../shared/money.js";

export const CONTENT_FIELDS = [
  "customerUid",
  "description",
  "amount",
  "items",
  "totals",
  "customer",
  "billingAddress",
  "deliveryAddress",
  "linkOptions",
] as const;
export type ContentField = (typeof CONTENT_FIELDS)[number];

/** The content as stored, in whatever form: it has to be right only where a link is made. */
export type StoredContent = Readonly<Record<ContentField, unknown>>;

export const toStored = (fields: Readonly<Partial<Record<ContentField, unknown>>>): StoredContent => ({
  ...(Object.fromEntries(CONTENT_FIELDS.map((field) => [field, fields[field]])) as StoredContent),
  customerUid: fields.customerUid ?? null,
});

export const amountOf = ({ amount }: Pick<StoredContent, "amount">): Money | null =>
  moneySchema.safeParse(amount).data ?? null;

export const customerUidOf = ({ customerUid }: Pick<StoredContent, "customerUid">): string | null =>
  typeof customerUid === "string" ? customerUid : null;

/** An unreadable amount equals nothing. */
export const isSameAmount = (a: Money | null, b: Money | null): boolean =>
  a !== null && b !== null && a.minor === b.minor && a.currency === b.currency;
