import type * as z from "zod";
import type { Money } from "../../shared/money.js";
import { moneySchema } from "./attempt.js";

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

/** Null when it cannot be read. */
export const amountOf = ({ amount }: Pick<StoredContent, "amount">): Money | null =>
  parse(moneySchema, amount);

export const customerUidOf = ({ customerUid }: Pick<StoredContent, "customerUid">): string | null =>
  typeof customerUid === "string" ? customerUid : null;

const parse = <T>(schema: z.ZodType<T>, value: unknown): T | null => schema.safeParse(value).data ?? null;

/** An unreadable amount equals nothing. */
export const isSameAmount = (a: Money | null, b: Money | null): boolean =>
  a !== null && b !== null && a.minor === b.minor && a.currency === b.currency;
