import type * as z from "zod";
import type { Money } from "../../shared/money.js";
import { moneySchema } from "./attempt.js";

/** The fields of `orders/{orderId}` that say what is to be paid, by whom, and how its link is to be sent. */
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

/**
 * An order's content as it is stored, whoever wrote it and in whatever form. Only where a link is made does it have to
 * be right. An absent field is undefined.
 */
export type StoredContent = Readonly<Record<ContentField, unknown>>;

/** The content alone, of whatever carries it. */
export const toStored = (fields: Readonly<Partial<Record<ContentField, unknown>>>): StoredContent => ({
  ...(Object.fromEntries(CONTENT_FIELDS.map((field) => [field, fields[field]])) as StoredContent),
  customerUid: fields.customerUid ?? null,
});

/** The order's amount: all that money's way depends on. Null when it cannot be read. */
export const amountOf = ({ amount }: Pick<StoredContent, "amount">): Money | null =>
  parse(moneySchema, amount);

/** Whose order it is, besides the staff's. */
export const customerUidOf = ({ customerUid }: Pick<StoredContent, "customerUid">): string | null =>
  typeof customerUid === "string" ? customerUid : null;

const parse = <T>(schema: z.ZodType<T>, value: unknown): T | null => schema.safeParse(value).data ?? null;

/** Whether two amounts are the same money; one that cannot be read is the same as none. */
export const isSameAmount = (a: Money | null, b: Money | null): boolean =>
  a !== null && b !== null && a.minor === b.minor && a.currency === b.currency;
