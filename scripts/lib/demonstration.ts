import { getFirestore } from "firebase-admin/firestore";
import pWaitFor from "p-wait-for";
import { demoUsers, signIn } from "./demo-users.js";
import type { EmulatedFunctions } from "./emulators.js";

/** Does a piece of work under a name, in kebab-case, and reports how long it took. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** `url` is that of the hosted payment page. */
export type Demonstration = { orderId: string; checkoutId: string; url: string; status: string };

/**
 * A payment from the link to the paid order, seen from outside: staff creates a link over HTTP as a web client does, a
 * customer pays on the hosted page as a browser without JavaScript does, and the order is looked up in Firestore.
 *
 * @param result filled as far as the demonstration comes
 */
export async function demonstratePayment(
  functions: EmulatedFunctions,
  customerUid: string,
  step: Step,
  result: Partial<Demonstration>,
): Promise<void> {
  const orderId = `DEMO-${Date.now().toString(36).toUpperCase()}`;
  result.orderId = orderId;
  const token = await step("sign-in-as-staff", () => signIn(demoUsers.staff));
  const input = demoOrder(orderId, customerUid);
  const link = await step("create-payment-link", () => createPaymentLink(functions, input, token));
  Object.assign(result, { checkoutId: link.checkoutId, url: link.url, status: link.status });

  await step("open-payment-page", () => openPage(link.url));
  await step("pay-by-card", () => payByCard(link.url));

  const order = getFirestore().doc(`orders/${orderId}`);
  await step("wait-until-paid", () =>
    pWaitFor(
      async () => {
        result.status = (await order.get()).get("status");
        return result.status === "PAID";
      },
      { interval: 50, timeout: { milliseconds: 30_000, message: `${orderId} was not PAID after 30 s` } },
    ),
  );
  await step("check-events", async () => {
    const types = (await order.collection("events").get()).docs.map((event) => event.get("type"));
    const paid = types.filter((type) => type === "order.paid").length;
    if (paid !== 1) throw new Error(`order.paid was recorded ${paid} times, not once: ${types.join(", ")}`);
  });
}

const demoOrder = (orderId: string, customerUid: string) => ({
  orderId,
  description: "Demonstration order",
  amount: "125.50",
  currency: "AED",
  customerUid,
  customer: {
    id: "demo-customer",
    firstName: "Cleo",
    lastName: "Customer",
    email: demoUsers.customer.email,
    phone: "+971501234567",
  },
  billingAddress: { name: "Cleo Customer", address1: "1 Sheikh Zayed Road", city: "Dubai", country: "AE" },
  sendSms: true,
  sendEmail: true,
});

/** @see https://firebase.google.com/docs/functions/callable-reference */
async function createPaymentLink(functions: EmulatedFunctions, data: object, token: string) {
  const url = functions.get("createPaymentLink");
  if (url === undefined) throw new Error("the emulator has no function createPaymentLink");
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const { text } = await request(url, { method: "POST", headers, body: JSON.stringify({ data }) });
  return (JSON.parse(text) as { result: Demonstration }).result;
}

/** @returns the answer's text and where it leads */
async function request(url: string, init: RequestInit = {}) {
  const signal = AbortSignal.timeout(60_000);
  const response = await fetch(url, { ...init, redirect: "manual", signal });
  const text = await response.text();
  if (response.status >= 400) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return { text, location: response.headers.get("location") };
}

async function openPage(url: string): Promise<void> {
  const { text } = await request(url);
  if (!text.includes("<form")) throw new Error(`${url} shows no form to pay with: ${text.slice(0, 300)}`);
}

async function payByCard(url: string): Promise<void> {
  const card = { number: "4242 4242 4242 4242", expiry: "12/25", cvv: "100", name: "TEST USER" };
  const body = new URLSearchParams({ ...card, terms: "on", action: "pay" });
  const { location, text } = await request(url, { method: "POST", body });
  if (location === null) throw new Error(`paying at ${url} led nowhere: ${text.slice(0, 300)}`);
  await request(new URL(location, url).href);
}
