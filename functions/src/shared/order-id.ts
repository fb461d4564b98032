import * as z from "zod";

/** `#1001`, `2024/123`. Blanks at the ends are refused, not trimmed: one order must not have two ids. */
export const orderIdSchema = z
  .string()
  .regex(
    /^[!-~](?:[ -~]{0,98}[!-~])?$/,
    "must be 1 to 100 letters, digits, signs or blanks of ASCII, with no blank at either end",
  );

/**
 * The id of an order's document: the order id, with percent-encoding of what Firestore cannot hold (`/`, `.`, `..`,
 * `__…__`). `%` is encoded too, or two orders could share a document.
 */
export const documentIdOf = (orderId: string): string =>
  orderId.replace(/[%/]|^\.\.?$|^__(?=.*__$)/g, (text) => text.replace(/./g, percentEncoded));

const percentEncoded = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

export const orderIdOf = (documentId: string): string =>
  documentId.replace(/%(?:25|2E|2F|5F)/g, (encoded) => decodeURIComponent(encoded));
