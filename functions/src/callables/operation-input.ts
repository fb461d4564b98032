import { z } from "zod";
import { checkoutIdSchema } from "../checkouts/checkout-id.js";
import { line, linkOptionsSchema, orderIdSchema } from "../orders/content.js";
import { type Parsed, parseInput } from "./link-input.js";

/** Why somebody does something, in their own words; kept with the event. */
const LONGEST_REASON = 500;

const cancelInput = z.strictObject({ orderId: orderIdSchema, reason: line(LONGEST_REASON).optional() });
const extendInput = z.strictObject({
  orderId: orderIdSchema,
  expiresIn: linkOptionsSchema.shape.expiresIn.unwrap(),
});
const importInput = z.strictObject({ checkoutId: checkoutIdSchema });

/** Reads `{orderId, reason?}`. */
export const parseCancellation = (raw: unknown): Parsed<z.infer<typeof cancelInput>> =>
  parseInput(cancelInput, raw);

/** Reads `{orderId, expiresIn}`. */
export const parseExtension = (raw: unknown): Parsed<z.infer<typeof extendInput>> =>
  parseInput(extendInput, raw);

/** Reads `{checkoutId}`. */
export const parseImport = (raw: unknown): Parsed<z.infer<typeof importInput>> =>
  parseInput(importInput, raw);
