import type { OrderContentInput, PaymentMethod } from "pointcheckout-firebase-client";
import { exponentOf } from "../shared/currency.js";
import { type DecimalProblem, decimalProblem, toDecimal, toLatinDigits, toMinor } from "../shared/money.js";
import { addUp, type ItemValues, type TotalsValues, toMillionths, toQuantity } from "./totals.js";

/** What the form holds; texts as they were typed. The paths are those of the functions' field errors. */
export type LinkFormValues = {
  orderId: string;
  amount: string;
  currency: string;
  description: string;
  customer: { firstName: string; lastName: string; email: string; phone: string };
  billingAddress: AddressValues & { email: string; phone: string };
  deliveryAddress: AddressValues;
  items: ItemValues[];
  totals: TotalsValues;
  sendSms: boolean;
  sendEmail: boolean;
  /** Minutes; empty: the deployment's default. */
  expiresIn: string;
  language: string;
  branchId: string;
  allowedPaymentMethods: PaymentMethod[];
  /** What the form does not show, and a draft may have. */
  unseen: Unseen;
};

export type AddressName = "billingAddress" | "deliveryAddress";
export type AddressValues = {
  name: string;
  address1: string;
  address2: string;
  city: string;
  state: string;
  zip: string;
  country: string;
};
export type Unseen = {
  customerUid?: string | undefined;
  customerId?: string | undefined;
  defaultPaymentMethod?: PaymentMethod | undefined;
  skipTotalsValidation?: boolean | undefined;
};

const emptyAddress = (): AddressValues => ({
  name: "",
  address1: "",
  address2: "",
  city: "",
  state: "",
  zip: "",
  country: "",
});

export const hasText = (values: object): boolean =>
  Object.values(values).some((text) => typeof text === "string" && text.trim() !== "");

export const emptyValues = (orderId: string, currency: string): LinkFormValues => ({
  orderId,
  amount: "",
  currency,
  description: "",
  customer: { firstName: "", lastName: "", email: "", phone: "" },
  billingAddress: { ...emptyAddress(), email: "", phone: "" },
  deliveryAddress: emptyAddress(),
  items: [],
  totals: { tax: "", shipping: "", handling: "", discount: "" },
  sendSms: false,
  sendEmail: false,
  expiresIn: "",
  language: "",
  branchId: "",
  allowedPaymentMethods: [],
  unseen: {},
});

export type FormProblem =
  | "required"
  | "orderId"
  | DecimalProblem
  | "negative"
  | "quantity"
  | "contact"
  | "name";

/** What can be said without a call, by path. The functions check everything again. */
export function findProblems(values: LinkFormValues): Record<string, FormProblem> {
  const exponent = exponentOf(values.currency);
  const minor = (text: string) => toMinor(text, exponent) ?? Number.NaN;
  const found: Record<string, FormProblem> = {};
  for (const path of ["orderId", "description"] as const)
    if (values[path].trim() === "") found[path] = "required";
  if (!found.orderId && !/^[ -~]{1,100}$/.test(values.orderId.trim())) found.orderId = "orderId";
  if (values.items.length === 0) {
    const problem = amountProblem(values.amount, exponent);
    if (problem) found.amount = problem;
    else if (!(minor(values.amount) > 0)) found.amount = "amount";
  }
  values.items.forEach((item, index) => {
    if (item.name.trim() === "") found[`items.${index}.name`] = "required";
    if (toMillionths(item.quantity) === null) found[`items.${index}.quantity`] = "quantity";
    const problem = amountProblem(item.unitprice, exponent);
    if (problem) found[`items.${index}.unitprice`] = problem;
  });
  // Without lines the totals are neither shown nor sent.
  for (const [name, text] of Object.entries(values.items.length > 0 ? values.totals : {})) {
    if (text.trim() === "") continue;
    const problem = amountProblem(text, exponent) ?? (minor(text) < 0 ? "negative" : null);
    if (problem) found[`totals.${name}`] = problem;
  }
  return { ...found, ...addressProblems(values), ...customerProblems(values) };
}

function addressProblems(values: LinkFormValues): Record<string, FormProblem> {
  const found: Record<string, FormProblem> = {};
  for (const address of ["billingAddress", "deliveryAddress"] as const)
    for (const part of ["name", "address1", "city", "country"] as const)
      if (hasText(values[address]) && values[address][part].trim() === "")
        found[`${address}.${part}`] = "required";
  return found;
}

const amountProblem = (text: string, exponent: number): FormProblem | null =>
  text.trim() === "" ? "required" : decimalProblem(text, exponent);

function customerProblems(values: LinkFormValues): Record<string, FormProblem> {
  const { customer, billingAddress, sendSms, sendEmail } = values;
  const found: Record<string, FormProblem> = {};
  const has = (contact: "email" | "phone") => hasText([customer[contact], billingAddress[contact]]);
  const isNamed = hasText(customer) || ((sendSms || sendEmail) && !hasText(billingAddress));
  if (!isNamed && !sendSms && !sendEmail) return found;
  for (const path of ["firstName", "lastName"] as const)
    if (isNamed && customer[path].trim() === "") found[`customer.${path}`] = "name";
  if (sendSms && !has("phone")) found["customer.phone"] = "contact";
  if (sendEmail && !has("email")) found["customer.email"] = "contact";
  if (!sendSms && !sendEmail && !has("phone") && !has("email")) found["customer.email"] = "contact";
  return found;
}

/** The form as the functions take it. */
export function toContentInput(values: LinkFormValues): OrderContentInput {
  const { customer, billingAddress, deliveryAddress, items, totals, currency, unseen } = values;
  const exponent = exponentOf(currency);
  const sums = addUp(items, totals, exponent);
  const decimal = (minor: number | null) => (minor === null ? "" : toDecimal({ minor, exponent }));
  const amountText = (text: string) => toLatinDigits(text).trim();
  return {
    orderId: values.orderId.trim(),
    description: values.description.trim(),
    amount: items.length > 0 ? decimal(sums.total) : amountText(values.amount),
    currency,
    ...(unseen.customerUid && { customerUid: unseen.customerUid }),
    ...(hasText(customer) && {
      customer: { ...customer, ...(unseen.customerId && { id: unseen.customerId }) },
    }),
    ...(hasText(billingAddress) && { billingAddress }),
    ...(hasText(deliveryAddress) && { deliveryAddress }),
    ...(items.length > 0 && {
      items: items.map(({ name, sku, quantity, unitprice }, index) => ({
        name: name.trim(),
        ...(sku && { sku }),
        quantity: toQuantity(quantity),
        unitprice: amountText(unitprice),
        linetotal: decimal(sums.lines[index] ?? null),
      })),
    }),
    ...(items.length > 0 &&
      hasText(totals) && {
        totals: {
          subtotal: decimal(sums.subtotal),
          tax: amountText(totals.tax) || "0",
          ...(totals.shipping.trim() && { shipping: amountText(totals.shipping) }),
          ...(totals.handling.trim() && { handling: amountText(totals.handling) }),
          ...(totals.discount.trim() && { discount: amountText(totals.discount) }),
          ...(unseen.skipTotalsValidation !== undefined && {
            skipTotalsValidation: unseen.skipTotalsValidation,
          }),
        },
      }),
    ...(values.sendSms && { sendSms: true }),
    ...(values.sendEmail && { sendEmail: true }),
    ...(values.expiresIn && { expiresIn: Number(values.expiresIn) }),
    ...(values.language && { language: values.language }),
    ...(values.branchId && { branchId: values.branchId }),
    ...(values.allowedPaymentMethods.length > 0 && { allowedPaymentMethods: values.allowedPaymentMethods }),
    ...(unseen.defaultPaymentMethod && { defaultPaymentMethod: unseen.defaultPaymentMethod }),
  };
}

const SHOWN =
  /^(orderId|amount|currency|description|customer\.(firstName|lastName|email|phone)|(billing|delivery)Address\.(name|address1|address2|city|state|zip|country)|billingAddress\.(email|phone)|items\.\d+\.(name|quantity|unitprice)|totals\.(tax|shipping|handling|discount)|sendSms|sendEmail|expiresIn|language|branchId|allowedPaymentMethods)$/;

/** The field beside which a problem of this path is shown; null where the form has none. */
export function shownPath(path: string): string | null {
  const shown = path
    .replace(/^(items\.\d+)\.linetotal$/, "$1.unitprice")
    .replace(/^(allowedPaymentMethods)\..*$/, "$1");
  return SHOWN.test(shown) ? shown : null;
}
