import * as z from "zod";
import type { Config } from "../config.js";
import {
  addressSchema,
  customerSchema,
  descriptionSchema,
  LONGEST_NAME,
  line,
  linkOptionsSchema,
  type OrderContent,
  quantitySchema,
} from "../orders/model/content.js";
import {
  amountProblems,
  customerProblems,
  recipientProblems,
  sumProblems,
} from "../orders/model/content-rules.js";
import {
  field,
  fieldAt,
  type InputProblem,
  type Parsed,
  parseBySchema,
} from "../orders/model/parse-by-schema.js";
import type { Draft } from "../orders/operations/save-draft.js";
import { currencyExponent, type Money, parseAmount } from "../shared/money.js";
import { orderIdSchema } from "../shared/order-id.js";

const decimal = z.union([z.string(), z.number()], "must be a decimal number, or its text");
const branchId = z.union(
  [
    z.string(),
    z
      .number()
      .refine(Number.isSafeInteger, "must be a string: this number has lost digits")
      .transform(String),
  ],
  "must be a string of digits",
);

export const itemInput = z.strictObject({
  name: line(200),
  quantity: quantitySchema,
  /** `quantity × unitprice`, where there is a unit price; negative for a discount. */
  linetotal: decimal,
  sku: line(100).optional(),
  unitprice: decimal.optional(),
});

export const totalsInput = z.strictObject({
  subtotal: decimal,
  tax: decimal,
  shipping: decimal.optional(),
  handling: decimal.optional(),
  discount: decimal.optional(),
  /** Neither the vendor nor we compare the sums. The vendor's default is true, so a `false` is sent, too. */
  skipTotalsValidation: z.boolean().optional(),
});

/** What staff give to `createPaymentLink` and `saveDraftOrder`, in the vendor's own names. */
export const contentInput = z.strictObject({
  orderId: orderIdSchema,
  /** Who may see and pay the order, besides staff. */
  customerUid: line(128).optional(),
  description: descriptionSchema,
  /** A decimal in major units: `"12.50"`. Text is safer than a number. */
  amount: decimal,
  currency: z
    .string()
    // Some letters outside ASCII have ASCII capitals: "ß" becomes "SS".
    .refine(
      (code) => /^[a-z]{3}$/i.test(code) && currencyExponent(code.toUpperCase()) !== undefined,
      "must be an ISO 4217 currency code, such as AED",
    )
    .toUpperCase(),
  items: z.array(itemInput).min(1).max(200).optional(),
  totals: totalsInput.optional(),
  customer: customerSchema.optional(),
  // The vendor's guide puts the contact here, its schema on the customer: both are taken.
  billingAddress: addressSchema
    .extend(customerSchema.pick({ phone: true, email: true }).shape)
    .transform(({ phone, email, ...address }) => ({ phone, email, address }))
    .optional(),
  deliveryAddress: addressSchema.optional(),
  ...linkOptionsSchema.shape,
  branchId: branchId.pipe(linkOptionsSchema.shape.branchId.unwrap()).optional(),
});

/** What a customer gives, and staff who want a stored order's link. */
export const orderInput = z.strictObject({
  orderId: orderIdSchema,
  /** Override the stored flags for a link that this call makes; an existing link is not sent again. */
  sendSms: z.boolean().optional(),
  sendEmail: z.boolean().optional(),
});
export const orderIdInput = orderInput.pick({ orderId: true });

export const nothingInput = z.strictObject({}).nullish();

/**
 * Reports every problem; sums once each field is right.
 * @param input what `dropNotGiven` left of a call's data
 * @param maximumMinor in minor units of a currency
 */
export function parseContentInput(input: unknown, maximumMinor: Config["maximumMinor"]): Parsed<Draft> {
  const parsed = parseBySchema(contentInput, input);
  const { amounts, problems: amountsProblems } = readAmounts(input);
  const amount = amounts.get("amount");
  const problems = [
    ...(parsed.ok ? [] : parsed.problems),
    ...amountsProblems,
    ...(amount ? amountProblems(amount, maximumMinor(amount.currency)) : []),
    ...contactProblems(input),
  ];
  if (!parsed.ok || !amount || problems.length > 0) return { ok: false, problems };

  const { orderId, amount: _amount, currency: _currency, customer, billingAddress, ...others } = parsed.value;
  const { customerUid = null, description, items, totals, deliveryAddress, ...rest } = others;
  const phone = customer?.phone ?? billingAddress?.phone;
  const email = customer?.email ?? billingAddress?.email;
  const names = customer ?? (phone || email ? readNames(billingAddress?.address.name ?? "") : undefined);
  if (typeof names === "string")
    return { ok: false, problems: [{ path: "billingAddress.name", message: names }] };
  const minor = (path: string) => amounts.get(path)?.minor;
  const content: OrderContent = {
    customerUid,
    description,
    amount,
    items: items?.map(({ linetotal: _linetotal, unitprice: _unitprice, ...item }, index) => ({
      ...item,
      lineTotalMinor: minor(`items.${index}.linetotal`) ?? 0,
      unitPriceMinor: minor(`items.${index}.unitprice`),
    })),
    totals: totals && {
      subtotalMinor: minor("totals.subtotal") ?? 0,
      taxMinor: minor("totals.tax") ?? 0,
      shippingMinor: minor("totals.shipping"),
      handlingMinor: minor("totals.handling"),
      discountMinor: minor("totals.discount"),
      skipTotalsValidation: totals.skipTotalsValidation,
    },
    customer: names && { ...names, ...(email ? { email } : {}), ...(phone ? { phone } : {}) },
    billingAddress: billingAddress?.address,
    deliveryAddress,
    linkOptions: onlyLinkOptions(rest),
  };
  const wrongSums = sumProblems(content);
  return wrongSums.length > 0
    ? { ok: false, problems: wrongSums }
    : { ok: true, value: { orderId, content } };
}

type LinkOptions = OrderContent["linkOptions"];

/** A field of the content that is neither named above nor a link option does not compile. */
const onlyLinkOptions = <T extends LinkOptions>(
  options: T & Record<Exclude<keyof T, keyof LinkOptions>, never>,
): LinkOptions => options;

function contactProblems(input: unknown): InputProblem[] {
  const customer = field(input, "customer");
  const given = (name: string) =>
    [customer, field(input, "billingAddress")].some((one) => field(one, name) !== undefined);
  const contact = { phone: given("phone"), email: given("email") };
  const isSent = (name: string) => field(input, name) === true;
  return [
    ...recipientProblems({ sendSms: isSent("sendSms"), sendEmail: isSent("sendEmail") }, contact),
    ...(customer === undefined ? [] : customerProblems(contact)),
  ];
}

/** Reads the amounts of an input of any shape, so that their problems are reported together with those of the shape. */
function readAmounts(input: unknown): { amounts: Map<string, Money>; problems: InputProblem[] } {
  const amounts = new Map<string, Money>();
  const problems: InputProblem[] = [];
  const currency = contentInput.shape.currency.safeParse(field(input, "currency")).data;
  const items: unknown = field(input, "items");
  const paths = [
    ["amount"],
    ...(Array.isArray(items) ? items.slice(0, 200) : []).flatMap((_, index) =>
      ["linetotal", "unitprice"].map((name) => ["items", index, name]),
    ),
    ...["subtotal", "tax", "shipping", "handling", "discount"].map((name) => ["totals", name]),
  ];
  for (const keys of currency === undefined ? [] : paths) {
    const given = fieldAt(input, keys);
    if (currency === undefined || (typeof given !== "string" && typeof given !== "number")) continue;
    const path = keys.join(".");
    const parsed = parseAmount(given, currency);
    // A line may be a discount; the order's amount has a rule of its own.
    if (parsed.ok && (keys[0] !== "totals" || parsed.money.minor >= 0)) amounts.set(path, parsed.money);
    else problems.push({ path, message: parsed.ok ? "must not be negative" : parsed.message });
  }
  return { amounts, problems };
}

const namesSchema = customerSchema.pick({ firstName: true, lastName: true });

function readNames(name: string): z.infer<typeof namesSchema> | string {
  const words = name.split(/\s+/);
  if (words.length < 2) return "must hold first and last name, or give customer";
  const names = namesSchema.safeParse({ firstName: words.slice(0, -1).join(" "), lastName: words.at(-1) });
  return (
    names.data ?? `must hold first and last name of at most ${LONGEST_NAME} characters each, or give customer`
  );
}
