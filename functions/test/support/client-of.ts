import {
  createPointCheckoutClient,
  type PointCheckoutClientOptions,
} from "../../src/pointcheckout/client.js";
import type { LocalVendor } from "../../src/pointcheckout/local-vendor.spec.js";
import type { CreateLinkRequest } from "../../src/pointcheckout/requests.js";
import { FIRST } from "../fixtures/orders.js";

export const request: CreateLinkRequest = {
  requestId: "ORD-1-r1",
  orderId: "ORD-1",
  description: "Two cups",
  amount: { minor: 1230, currency: "AED", exponent: 2 },
  branchId: "1601731695315563242",
};

/** The text of a paid checkout. */
export const paid = `{"id":"${FIRST}","status":"Paid","currency":"AED","amount":12.30,"branchId":1601731695315563242}`;

/** A client of this vendor that loses no time between its attempts. */
export const clientOf = (
  { url }: Pick<LocalVendor, "url">,
  options: Partial<PointCheckoutClientOptions> = {},
) =>
  createPointCheckoutClient({
    apiUrl: url,
    headerPrefix: "X-PointCheckout",
    apiKey: "key-4711",
    apiSecret: "secret-4712",
    timeoutMs: 20_000,
    readBackoffMs: 1,
    ...options,
  });
