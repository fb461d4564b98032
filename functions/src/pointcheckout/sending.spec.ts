import assert from "node:assert/strict";
import { z } from "zod";
import { PointCheckoutError } from "./errors.js";
import { type Call, type Endpoint, send } from "./http.js";

// What the specs of the HTTP layer share.

export const call: Call<unknown> = {
  method: "POST",
  template: "checkout/link",
  // The blanks would not survive a library that parses and writes it anew, nor would the digits.
  body: ' {"amount":12.30,"branchId":1601731695315563241}\n',
  result: z.object({ id: z.string() }),
  timeoutMs: 20_000,
};

export const credentials = {
  headerPrefix: "X-PointCheckout",
  apiKey: "key-4711",
  apiSecret: "secret/4712&=",
};

export function sendTo(
  apiUrl: string,
  overrides: Partial<Call<unknown>> = {},
  endpoint: Partial<Endpoint> = {},
) {
  return send({ apiUrl, ...credentials, ...endpoint }, { ...call, ...overrides });
}

export async function failureOf(sending: Promise<unknown>): Promise<PointCheckoutError> {
  const error = await sending.then(
    () => assert.fail("The call succeeded"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof PointCheckoutError, String(error));
  return error;
}
