import { randomBytes, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";

export type Answer = { status: number | null; body: string };
/** One delivery of the test, what it was to be answered, and what it was. */
export type Delivery = { name: string; expected: number; answer: Answer; isAsExpected: boolean };

const TIMEOUT_MS = 20_000;

/**
 * Delivers twice as the vendor does: once signed with the secret, once with another one. The checkout that it names is
 * nobody's, so the endpoint has nothing to look up.
 *
 * @param secret `whsec_…` or its base64 alone
 */
export async function deliverTest(
  url: string,
  secret: string,
  request: typeof fetch = fetch,
): Promise<Delivery[]> {
  const forged = `whsec_${randomBytes(24).toString("base64")}`;
  const deliver = async (name: string, expected: number, signedWith: string): Promise<Delivery> => {
    const answer = await send(url, signedDelivery(signedWith), request);
    return { name, expected, answer, isAsExpected: answer.status === expected };
  };
  return [await deliver("signed", 200, secret), await deliver("signed with another secret", 401, forged)];
}

function signedDelivery(secret: string): RequestInit {
  const body = JSON.stringify({ id: `9${Date.now()}`.padEnd(19, "0"), status: "PENDING" });
  const [id, now] = [`msg_test_${randomUUID()}`, new Date()];
  const headers = {
    "content-type": "application/json",
    "message-id": id,
    "message-timestamp": String(Math.floor(now.getTime() / 1000)),
    "message-signature": new Webhook(secret).sign(id, now, body),
  };
  return { method: "POST", headers, body, redirect: "manual" };
}

async function send(url: string, init: RequestInit, request: typeof fetch): Promise<Answer> {
  try {
    const response = await request(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, body: (await response.text()).slice(0, 200) };
  } catch (error) {
    const { message, cause } = error as Error;
    return { status: null, body: cause instanceof Error ? cause.message : message };
  }
}

/** What helps when the signed delivery was answered otherwise than with 200. */
export function signedRemedy({ status }: Answer): string {
  if (status === null)
    return "The endpoint cannot be reached: is the address right, is it deployed, is npm start running?";
  if (status === 401)
    return "The endpoint has another secret, or a clock that is more than 5 minutes off. Deploy the functions after changing POINTCHECKOUT_WEBHOOK_SECRETS.";
  if (status === 403) return "The endpoint may not be called by everybody: give allUsers roles/run.invoker.";
  if (status === 404)
    return "No function answers there: copy the address of pointcheckoutWebhook that the deploy printed.";
  if (status === 503) return "No usable secret is deployed: set POINTCHECKOUT_WEBHOOK_SECRETS and deploy.";
  return "Is it the address of pointcheckoutWebhook? Read the function's log.";
}
