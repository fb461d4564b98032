import { PointCheckoutError } from "./pointcheckout-error.js";

/**
 * The id of an order's document, for code of your own that reads `orders/*`: the order id itself where Firestore can hold
 * it, else percent-encoded (`2024/123` is at `orders/2024%2F123`).
 *
 * @throws PointCheckoutError `invalid-argument` of an id that no order can have
 */
export function orderDocumentId(orderId: string): string {
  if (!isOrderId(orderId)) throw new PointCheckoutError("invalid-argument", "This is no order id.");
  return orderId.replace(/[%/]|^\.\.?$|^__(?=.*__$)/g, (text) => text.replace(/./g, percentEncoded));
}

export const isOrderId = (text: string): boolean => /^[!-~](?:[ -~]{0,98}[!-~])?$/.test(text);

const percentEncoded = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** The order id of a document in `orders/*`. */
export const orderIdOf = (documentId: string): string =>
  documentId.replace(/%(?:25|2E|2F|5F)/g, (encoded) => decodeURIComponent(encoded));
