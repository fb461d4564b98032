import type * as z from "zod";
import { connectCall } from "../../connections.js";
import { cancelLink } from "../../orders/operations/cancel-link.js";
import { capturePayment } from "../../orders/operations/capture-payment.js";
import { extendLink } from "../../orders/operations/extend-link.js";
import { importCheckout } from "../../orders/operations/import-checkout.js";
import * as input from "../../orders/operations/operation-input.js";
import { refundPayment } from "../../orders/operations/refund-payment.js";
import { resolveProblem } from "../../orders/operations/resolve-problem.js";
import { sendLink } from "../../orders/operations/send-link.js";
import { workBySchema } from "../answer-call.js";
import type { Caller } from "../authorize.js";

const operation = <Input, Output>(
  schema: z.ZodType<Input>,
  operate: (deps: ReturnType<typeof connectCall>, input: Input, by: Caller) => Promise<Output>,
) => workBySchema(schema, async (given, caller) => operate(connectCall(), given, caller));

export const cancelWork = operation(input.cancelInput, cancelLink);
export const captureWork = operation(input.captureInput, capturePayment);
export const extendWork = operation(input.extendInput, extendLink);
export const importWork = operation(input.importInput, importCheckout);
export const refundWork = operation(input.refundInput, refundPayment);
export const resolveWork = operation(input.resolutionInput, resolveProblem);
export const sendWork = operation(input.sendInput, sendLink);
