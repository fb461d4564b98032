import { TEST_CARD_DETAILS, TEST_CARDS, type TestCard } from "../../../simulator/src/pages/test-cards.js";

/** What the customer does on the hosted page: use a test card, named by its effect, or cancel. */
export type PageWish = TestCard["outcome"] | "cancel";

const TIMEOUT_MS = 20_000;

/** Sends the hosted page's form, as a browser without JavaScript does. */
export async function sendForm(url: string, wish: PageWish): Promise<void> {
  const { number = "" } = TEST_CARDS.find(({ outcome }) => outcome === wish) ?? {};
  const fields: Record<string, string> =
    wish === "cancel" ? { action: "cancel" } : { ...TEST_CARD_DETAILS, number, terms: "on", action: "pay" };
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.text();
  // 303 done or over before, 402 declined.
  if (![303, 402].includes(response.status))
    throw new Error(`the payment page answered ${response.status} to ${wish}`);
}
