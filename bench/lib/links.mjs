import { randomUUID } from "node:crypto";
import { unsignedToken } from "../../functions/test/support/unsigned-token.ts";

/** Set by the measurement when its emulators run. */
const project = () => process.env.GCLOUD_PROJECT ?? "";

/**
 * A fresh order's link, made through the callable.
 *
 * @returns {Promise<{ orderId: string, checkoutId: string }>}
 */
export async function newLink() {
  const orderId = `BENCH-${randomUUID()}`;
  const data = { orderId, description: "Benchmark", amount: "12.50", currency: "AED" };
  const { result, error } = await post(
    `${process.env.FUNCTIONS_EMULATOR_URL}/${project()}/us-central1/createPaymentLink`,
    { data },
    { authorization: `Bearer ${unsignedToken({ uid: "bench", role: "staff" }, project())}` },
  );
  if (!result) throw new Error(`createPaymentLink refused: ${JSON.stringify(error)}`);
  return result;
}

/**
 * @param {string} checkoutId
 * @param {boolean} [notify] whether the vendor notifies
 */
export async function pay(checkoutId, notify = true) {
  const path = `${process.env.SIMULATOR_URL}/simulator/checkouts/${checkoutId}/actions`;
  await post(path, { action: "pay", notify });
}

/**
 * @param {string} url
 * @param {object} body
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>}
 */
async function post(url, body, headers = {}) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}
