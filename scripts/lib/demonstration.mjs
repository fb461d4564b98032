import { demoUsers, signIn } from "./demo-users.mjs";
import { firestoreReader } from "./firestore-rest.mjs";
import { requestJson } from "./http.mjs";
import { waitUntil } from "./wait-until.mjs";

const paidTimeoutMs = 30_000;
const pageTimeoutMs = 30_000;

/**
 * A payment from the link to the paid order, seen from outside: staff creates a link over HTTP as a web client does, a
 * customer pays on the hosted page as a browser without JavaScript does, and the order is looked up in Firestore.
 *
 * @param {object} options
 * @param {import("./suites.mjs").Suite} options.suite which is running, with its simulator and listener
 * @param {import("./emulators.mjs").Emulators["functions"]} options.functions
 * @param {string} options.customerUid
 * @param {import("./steps.mjs").Step} options.step
 * @param {Partial<Demonstration>} [options.result] filled as far as the demonstration comes
 * @returns {Promise<Demonstration>}
 *
 * @typedef {object} Demonstration
 * @property {string} orderId
 * @property {string} checkoutId
 * @property {string} url of the hosted payment page
 * @property {string} status of the order
 */
export async function demonstratePayment({ suite, functions, customerUid, step, result = {} }) {
  const orderId = `DEMO-${Date.now().toString(36).toUpperCase()}`;
  result.orderId = orderId;
  const token = await step("sign-in-as-staff", () => signIn(suite, demoUsers.staff));

  const link = await step("create-payment-link", () =>
    callFunction(functions, "createPaymentLink", demoOrder(orderId, customerUid), token),
  );
  Object.assign(result, { checkoutId: link.checkoutId, url: link.url, status: link.status });

  await step("open-payment-page", () => openPage(link.url));
  await step("pay-by-card", () => payByCard(link.url));

  const firestore = firestoreReader(suite);
  const path = `orders/${encodeURIComponent(orderId)}`;
  await step("wait-until-paid", async () => {
    await waitUntil(
      `the order ${orderId} to be PAID`,
      async () => {
        const order = await firestore.get(path);
        if (order !== undefined) result.status = order.status;
        return order?.status === "PAID" ? order : undefined;
      },
      { timeoutMs: paidTimeoutMs },
    ).catch((error) => {
      throw new Error(`${error.message}; it is ${result.status}`, { cause: error.cause });
    });
  });

  await step("check-events", async () => {
    const types = (await firestore.list(`${path}/events`)).map((event) => event.type);
    const paid = types.filter((type) => type === "order.paid").length;
    if (paid !== 1)
      throw new Error(`order.paid was recorded ${paid} times, not once; the events are ${types.join(", ")}`);
  });
  return /** @type {Demonstration} */ (result);
}

/**
 * @param {string} orderId
 * @param {string} customerUid
 */
function demoOrder(orderId, customerUid) {
  return {
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
  };
}

/**
 * Calls a callable function in its HTTP protocol.
 *
 * @param {import("./emulators.mjs").Emulators["functions"]} functions
 * @param {string} name
 * @param {object} data
 * @param {string} token
 * @see https://firebase.google.com/docs/functions/callable-reference
 */
async function callFunction(functions, name, data, token) {
  const url = functions.get(name)?.url;
  if (url === undefined)
    throw new Error(`the emulator has no function ${name}, only ${[...functions.keys()].join(", ")}`);
  return (await requestJson(url, { body: { data }, token })).result;
}

/** @param {string} url */
async function openPage(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(pageTimeoutMs) });
  const page = await response.text();
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}: ${page.slice(0, 300)}`);
  if (!page.includes("<form")) throw new Error(`GET ${url} shows no form to pay with: ${page.slice(0, 300)}`);
}

/** @param {string} url */
async function payByCard(url) {
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({
      number: "4242 4242 4242 4242",
      expiry: "12/25",
      cvv: "100",
      name: "TEST USER",
      terms: "on",
      action: "pay",
    }),
    redirect: "manual",
    signal: AbortSignal.timeout(pageTimeoutMs),
  });
  const location = response.headers.get("location");
  if (![302, 303].includes(response.status) || location === null) {
    const page = await response.text();
    throw new Error(`POST ${url} answered ${response.status}, not with a redirect: ${page.slice(0, 300)}`);
  }
  const confirmation = await fetch(new URL(location, url), { signal: AbortSignal.timeout(pageTimeoutMs) });
  if (!confirmation.ok) throw new Error(`the confirmation page ${location} answered ${confirmation.status}`);
}
