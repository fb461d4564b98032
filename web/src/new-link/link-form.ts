import type { OrderContentInput, PaymentMethod } from "pointcheckout-firebase-client";
import { exponentOf } from "../shared/currency.js";
import { toDecimal, toLatinDigits, toMinor } from "../shared/money.js";
import { addUp, type ItemValues, type TotalsValues, toQuantity } from "./totals.js";

/** What the form holds; texts as they were typed. The paths are those of the functions' field errors. */
export type LinkFormValues = {
  orderId: string;
  amount: string;
  currency: string;
  description: string;
  customer: { firstName: string; lastName: string; email: string; phone: string };
  items: ItemValues[];
  totals: TotalsValues;
  sendSms: boolean;
  sendEmail: boolean;
  /** Minutes; empty: the deployment's default. */
  expiresIn: string;
  language: string;
  branchId: string;
  allowedPaymentMethods: PaymentMethod[];
};

export const emptyValues = (orderId: string, currency: string): LinkFormValues => ({
  orderId,
  amount: "",
  currency,
  description: "",
  customer: { firstName: "", lastName: "", email: "", phone: "" },
  items: [],
  totals: { tax: "", shipping: "", discount: "" },
  sendSms: false,
  sendEmail: false,
  expiresIn: "",
  language: "",
  branchId: "",
  allowedPaymentMethods: [],
});

export type FormProblem = "required" | "amount" | "tooManyDecimals" | "quantity" | "contact" | "name";

/** What can be said without a call, by path. The functions check everything again. */
export function findProblems(values: LinkFormValues): Record<string, FormProblem> {
  const exponent = exponentOf(values.currency);
  const found: Record<string, FormProblem> = {};
  for (const path of ["orderId", "description"] as const)
    if (values[path].trim() === "") found[path] = "required";
  if (values.items.length === 0) {
    const problem = amountProblem(values.amount, exponent);
    if (problem) found.amount = problem;
  }
  values.items.forEach((item, index) => {
    if (item.name.trim() === "") found[`items.${index}.name`] = "required";
    if (!(toQuantity(item.quantity) > 0)) found[`items.${index}.quantity`] = "quantity";
    if (toMinor(item.unitprice, exponent) === null) found[`items.${index}.unitprice`] = "amount";
  });
  for (const [name, text] of Object.entries(values.totals))
    if (text.trim() !== "" && toMinor(text, exponent) === null) found[`totals.${name}`] = "amount";
  return { ...found, ...customerProblems(values) };
}

function amountProblem(text: string, exponent: number): FormProblem | null {
  if (text.trim() === "") return "required";
  const minor = toMinor(text, exponent);
  if (minor !== null && minor > 0) return null;
  const hasMore = /^\d+\.\d+$/.test(toLatinDigits(text).trim()) && minor === null;
  return hasMore ? "tooManyDecimals" : "amount";
}

function customerProblems({ customer, sendSms, sendEmail }: LinkFormValues): Record<string, FormProblem> {
  const found: Record<string, FormProblem> = {};
  const texts = Object.values(customer).map((text) => text.trim());
  if (texts.every((text) => text === "") && !sendSms && !sendEmail) return found;
  for (const path of ["firstName", "lastName"] as const)
    if (customer[path].trim() === "") found[`customer.${path}`] = "name";
  const hasContact = customer.email.trim() !== "" || customer.phone.trim() !== "";
  if (sendSms && customer.phone.trim() === "") found["customer.phone"] = "contact";
  if (sendEmail && customer.email.trim() === "") found["customer.email"] = "contact";
  if (!hasContact && !sendSms && !sendEmail) found["customer.email"] = "contact";
  return found;
}

/** The form as the functions take it. */
export function toContentInput(values: LinkFormValues): OrderContentInput {
  const { customer, items, totals, currency } = values;
  const exponent = exponentOf(currency);
  const sums = addUp(items, totals, exponent);
  const decimal = (minor: number | null) => (minor === null ? "" : toDecimal({ minor, exponent }));
  const amountText = (text: string) => toLatinDigits(text).trim();
  const hasTotals = Object.values(totals).some((text) => text.trim() !== "");
  const hasCustomer = Object.values(customer).some((text) => text.trim() !== "");
  return {
    orderId: values.orderId.trim(),
    description: values.description.trim(),
    amount: items.length > 0 ? decimal(sums.total) : amountText(values.amount),
    currency,
    ...(hasCustomer && { customer }),
    ...(items.length > 0 && {
      items: items.map(({ name, quantity, unitprice }, index) => ({
        name: name.trim(),
        quantity: toQuantity(quantity),
        unitprice: amountText(unitprice),
        linetotal: decimal(sums.lines[index] ?? null),
      })),
    }),
    ...(items.length > 0 &&
      hasTotals && {
        totals: {
          subtotal: decimal(sums.subtotal),
          tax: amountText(totals.tax) || "0",
          ...(totals.shipping.trim() && { shipping: amountText(totals.shipping) }),
          ...(totals.discount.trim() && { discount: amountText(totals.discount) }),
        },
      }),
    ...(values.sendSms && { sendSms: true }),
    ...(values.sendEmail && { sendEmail: true }),
    ...(values.expiresIn && { expiresIn: Number(values.expiresIn) }),
    ...(values.language && { language: values.language }),
    ...(values.branchId && { branchId: values.branchId }),
    ...(values.allowedPaymentMethods.length > 0 && { allowedPaymentMethods: values.allowedPaymentMethods }),
  };
}

const SHOWN =
  /^(orderId|amount|currency|description|customer\.(firstName|lastName|email|phone)|items\.\d+\.(name|quantity|unitprice)|totals\.(tax|shipping|discount)|sendSms|sendEmail|expiresIn|language|branchId|allowedPaymentMethods)$/;

/** The field beside which a problem of this path is shown; null where the form has none. */
export function shownPath(path: string): string | null {
  const shown = path
    .replace(/^(items\.\d+)\.linetotal$/, "$1.unitprice")
    .replace(/^(allowedPaymentMethods)\..*$/, "$1");
  return SHOWN.test(shown) ? shown : null;
}
