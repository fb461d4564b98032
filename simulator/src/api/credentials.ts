import { timingSafeEqual } from "node:crypto";

export interface Credentials {
  readonly apiKey: string;
  readonly apiSecret: string;
}

// Two generations of the vendor's documents name two pairs of headers; both are accepted.
const HEADER_FAMILIES = ["X-PointCheckout-Api", "X-Paymennt-Api"];

/** Whether the request carries this merchant's key and secret, in either family of headers. */
export function isAuthorized(headers: Headers, { apiKey, apiSecret }: Credentials): boolean {
  return HEADER_FAMILIES.some(
    (family) =>
      isSame(headers.get(`${family}-Key`), apiKey) && isSame(headers.get(`${family}-Secret`), apiSecret),
  );
}

function isSame(given: string | null, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
