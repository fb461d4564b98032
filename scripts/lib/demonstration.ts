import type { CreatePaymentLinkInput } from "../../client/src/index.js";
import { signedIn, signOutAll } from "../../client/test/support/signed-in.js";
import { linkInput } from "../../functions/test/fixtures/link-input.js";
import { sendForm } from "../../functions/test/support/send-form.js";
import { waitUntil } from "../../functions/test/support/wait-until.js";
import { demoUsers } from "./demo-users.js";

/** Does a piece of work under a name, in kebab-case, and reports how long it took. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** `url` is that of the hosted payment page. */
export type Demonstration = { orderId: string; checkoutId: string; url: string; status: string };

/**
 * A payment from the link to the paid order, seen from outside: staff creates a link and looks at the order as a web app
 * does, a customer pays on the hosted page as a browser without JavaScript does.
 *
 * @param result filled as far as the demonstration comes
 */
export async function demonstratePayment(
  region: string | undefined,
  step: Step,
  result: Partial<Demonstration>,
): Promise<void> {
  const orderId = `DEMO-${Date.now().toString(36).toUpperCase()}`;
  result.orderId = orderId;
  const staff = await step("sign-in-as-staff", () => signedIn(demoUsers.staff, region));
  const customerUid = demoUsers.customer.uid;
  const input = linkInput({ orderId, customerUid, sendSms: true, sendEmail: true }) as CreatePaymentLinkInput;
  const link = await step("create-payment-link", () => staff.createPaymentLink(input));
  Object.assign(result, link);
  await step("open-payment-page", async () => {
    const page = await (await fetch(link.url, { signal: AbortSignal.timeout(60_000) })).text();
    if (!page.includes("<form"))
      throw new Error(`${link.url} shows no form to pay with: ${page.slice(0, 300)}`);
  });
  await step("pay-by-card", () => sendForm(link.url, "pay"));
  await step("wait-until-paid", () =>
    waitUntil(`${orderId} to be PAID`, async () => {
      Object.assign(result, { status: (await staff.readOrder(orderId))?.status });
      return result.status === "PAID";
    }),
  );
  await step("check-events", async () => {
    const types = (await staff.orderEvents(orderId)).map(({ type }) => type);
    const paid = types.filter((type) => type === "order.paid").length;
    if (paid !== 1) throw new Error(`order.paid was recorded ${paid} times, not once: ${types.join(", ")}`);
  });
  await signOutAll();
}
