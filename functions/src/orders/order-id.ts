import * as z from "zod";

/**
 * An order id that Firestore can hold as a document id and the vendor can show: it also becomes part of the request id.
 */
export const orderIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:@+=~-]{0,99}$/,
    "must be 1 to 100 of the characters A-Z a-z 0-9 . _ : @ + = ~ - and begin with a letter or digit",
  );
