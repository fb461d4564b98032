/** What the customer does on the hosted page: use a test card, named by its effect, or cancel. */
export type PageWish = "pay" | "decline" | "fail" | "authorize" | "await-confirmation" | "cancel";

/** The simulator's test cards, by what they do. @see docs/simulator.md, "Pages" */
const CARDS: Record<Exclude<PageWish, "cancel">, string> = {
  pay: "4242 4242 4242 4242",
  decline: "4000 0000 0000 0002",
  fail: "4000 0000 0000 0010",
  authorize: "4000 0000 0000 0028",
  "await-confirmation": "4000 0000 0000 0036",
};
const TIMEOUT_MS = 20_000;

/** Sends the hosted page's form, as a browser without JavaScript does. */
export async function sendForm(url: string, wish: PageWish): Promise<void> {
  const fields: Record<string, string> =
    wish === "cancel"
      ? { action: "cancel" }
      : { number: CARDS[wish], expiry: "12/25", cvv: "100", name: "TEST USER", terms: "on", action: "pay" };
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
