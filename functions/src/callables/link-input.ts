import * as z from "zod";
import {
  addressSchema,
  contentSchema,
  customerSchema,
  descriptionSchema,
  emailSchema,
  LONGEST_NAME,
  line,
  linkOptionsSchema,
  type OrderContent,
  phoneSchema,
  quantitySchema,
} from "../orders/model/content.js";
import { customerProblems, recipientProblems } from "../orders/model/content-rules.js";
import { orderIdSchema } from "../orders/model/order-id.js";
import {
  dropNotGiven,
  field,
  type InputProblem,
  type Parsed,
  parseBySchema,
} from "../orders/model/parse-by-schema.js";
import { readAmounts } from "./input-amounts.js";

export type { Parsed } from "../orders/model/parse-by-schema.js";

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
  /** The sum of the lines. */
  subtotal: decimal,
  tax: decimal,
  shipping: decimal.optional(),
  handling: decimal.optional(),
  discount: decimal.optional(),
  /** The vendor is not to compare the sums, and neither do we. Sent as given. */
  skipTotalsValidation: z.boolean().optional(),
});

/** What staff give to `createPaymentLink` and `saveDraftOrder`: the vendor's own names, and our `customerUid`. */
export const contentInput = z.strictObject({
  /** 1 to 100 letters, digits, signs or blanks of ASCII, with no blank at either end: `#1001`, `2024/123`. */
  orderId: orderIdSchema,
  /** Who may see and pay the order, besides staff. */
  customerUid: line(128).optional(),
  description: descriptionSchema,
  /** More than 0, a decimal in major units: `"12.50"`. Text is safer than a number. */
  amount: decimal,
  /** ISO 4217, in any case. */
  currency: z.string(),
  items: z.array(itemInput).min(1).max(200).optional(),
  totals: totalsInput.optional(),
  customer: customerSchema.optional(),
  // The vendor's guide puts the contact here, its schema on the customer: both are taken.
  billingAddress: addressSchema
    .extend({ phone: phoneSchema.optional(), email: emailSchema.optional() })
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
export type OrderInput = z.infer<typeof orderInput>;
export const ORDER_INPUT_KEYS: readonly string[] = Object.keys(orderInput.shape);

/** Reads `{orderId, sendSms?, sendEmail?}`. */
export const parseOrderInput = (raw: unknown): Parsed<OrderInput> => parseBySchema(orderInput, raw);

/** Reads `{orderId}`. */
export const parseOrderId = (raw: unknown): Parsed<{ orderId: string }> =>
  parseBySchema(orderInput.pick({ orderId: true }), raw);

/** Reads the input of a callable that takes none. */
export const parseNothing = (raw: unknown): Parsed<object> => parseBySchema(z.strictObject({}), raw ?? {});

/** Reads an order's whole content. Every problem is reported, not only the first. */
export function parseContentInput(
  raw: unknown,
  maximumMinor: (currency: string) => number,
): Parsed<{ orderId: string; content: OrderContent }> {
  const input = dropNotGiven(raw);
  const parsed = parseBySchema(contentInput, input);
  const money = readAmounts(input, maximumMinor);
  const problems = [...(parsed.ok ? [] : parsed.problems), ...money.problems];
  const contact = readContact(input);
  problems.push(...contact.problems);
  if (problems.length > 0 || !parsed.ok || !money.amount) return { ok: false, problems };

  const { orderId, customer, billingAddress, ...others } = parsed.value;
  const { amount, items, totals } = money;
  const { phone: billingPhone, email: billingEmail, ...billing } = billingAddress ?? {};
  const phone = customer?.phone ?? billingPhone;
  const email = customer?.email ?? billingEmail;
  const names = customer ?? contact.names;
  const content = contentSchema.parse({
    ...others,
    customerUid: others.customerUid ?? null,
    amount,
    items,
    totals,
    customer: names && { ...names, ...(email ? { email } : {}), ...(phone ? { phone } : {}) },
    billingAddress: billingAddress && billing,
    linkOptions: givenOptions.parse(others),
  });
  return { ok: true, value: { orderId, content } };
}

/** Takes its own fields alone. */
const givenOptions = z.object(linkOptionsSchema.shape);

/** The names of the fields that an input gives. */
export function givenKeys(raw: unknown): string[] {
  const input = dropNotGiven(raw);
  return typeof input === "object" && input !== null && !Array.isArray(input) ? Object.keys(input) : [];
}

const namesSchema = customerSchema.pick({ firstName: true, lastName: true });

/** Who is to be written to, wherever the input says it; the names come from the billing address if need be. */
function readContact(input: unknown): {
  names: { firstName: string; lastName: string } | undefined;
  problems: InputProblem[];
} {
  const customer = field(input, "customer");
  const billing = field(input, "billingAddress");
  const given = (name: string) => field(customer, name) !== undefined || field(billing, name) !== undefined;
  const contact = { phone: given("phone"), email: given("email") };
  const problems = recipientProblems(
    { sendSms: field(input, "sendSms") === true, sendEmail: field(input, "sendEmail") === true },
    contact,
  );
  if (customer !== undefined) problems.push(...customerProblems(contact));
  if (customer !== undefined || !(contact.phone || contact.email)) return { names: undefined, problems };
  const name = field(billing, "name");
  const words = typeof name === "string" ? name.trim().split(/\s+/) : [];
  const lastName = words.length > 1 ? words.at(-1) : undefined;
  if (lastName === undefined) {
    problems.push({
      path: "billingAddress.name",
      message: "must hold first and last name, or give customer",
    });
    return { names: undefined, problems };
  }
  const firstName = words.slice(0, -1).join(" ");
  // What is wrong with the whole name is reported already.
  const isName = addressSchema.shape.name.safeParse(name).success;
  if (isName && !namesSchema.safeParse({ firstName, lastName }).success) {
    const message = `must hold first and last name of at most ${LONGEST_NAME} characters each, or give customer`;
    problems.push({ path: "billingAddress.name", message });
  }
  return { names: { firstName, lastName }, problems };
}
