import { type CallableRequest, HttpsError } from "firebase-functions/v2/https";
import type * as z from "zod";
import { readCallLimit } from "../config.js";
import { openStores, type Stores } from "../connections.js";
import { dropNotGiven, field, type Parsed, parseBySchema } from "../orders/model/parse-by-schema.js";
import type { OrderSnapshot } from "../orders/store/order-store.js";
import type { LimitedCallable } from "../parameters.js";
import { isContended } from "../shared/firestore-error.js";
import { authorize, type Caller, type Role, requireApp } from "./authorize.js";
import { serviceOf } from "./service-account.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";
import { unreadableIn } from "./unreadable.js";

export type CallableWork<Input, Output> = {
  /** @param given what `dropNotGiven` left of the call's data */
  parse: (given: unknown, caller: Caller) => Parsed<Input>;
  readOrder?: ((input: Input) => Promise<OrderSnapshot>) | undefined;
  /** @param order as read beside the count; absent when the call was not counted */
  work: (input: Input, caller: Caller, order?: Promise<OrderSnapshot>) => Promise<Output>;
};

export const workBySchema = <Input, Output>(
  schema: z.ZodType<Input>,
  work: CallableWork<Input, Output>["work"],
): CallableWork<Input, Output> => ({ parse: (given) => parseBySchema(schema, given), work });

/**
 * Answers a call: authorize, parse, count, work, translate errors. The order may be read while the call is counted;
 * nothing is written or asked of the vendor before.
 */
export function answerCall<Input, Output>(
  { name, role, limited }: { name: string; role: Role; limited: LimitedCallable | undefined },
  { parse, readOrder, work }: CallableWork<Input, Output>,
  request: CallableRequest<unknown>,
): Promise<Output> {
  const who: Pick<CallableRequest, "auth"> = { ...request };
  return atTheEdge(name, who, async (about) => {
    const service = await serviceOf(request);
    // A backend has no App Check token; its service token says more.
    if (service) who.auth = service;
    else requireApp(request);
    const caller = authorize(who, role);
    const unread = unreadableIn(request);
    if (unread.length > 0) throw invalidArgument(unread);
    const parsed = parse(dropNotGiven(request.data), caller);
    if (!parsed.ok) throw invalidArgument(parsed.problems);
    const orderId = field(parsed.value, "orderId");
    about.orderId = typeof orderId === "string" ? orderId : undefined;
    let order: Promise<OrderSnapshot> | undefined;
    const meanwhile = () => {
      order = readOrder?.(parsed.value);
      // A refused call never awaits the read.
      order?.catch(() => undefined);
    };
    if (limited) await limitCalls(openStores(), limited, caller, meanwhile);
    return work(parsed.value, caller, order);
  });
}

/** @throws HttpsError `resource-exhausted`, with `{retryAfterSeconds}` as details */
async function limitCalls(
  { counter, log }: Stores,
  callable: LimitedCallable,
  { uid, staff }: Caller,
  meanwhile: () => void,
): Promise<void> {
  const limit = readCallLimit(callable, staff);
  if (limit === 0) return;
  const counted = await counter.count(callable, uid, meanwhile).catch((error: unknown) => {
    if (isContended(error)) throw tooMany(1);
    // A paying customer is worth more than a limit.
    log.error("limit.not_counted", { callable }, error);
  });
  if (counted && counted.calls > limit) throw tooMany(counted.secondsLeft);
}

function tooMany(retryAfterSeconds: number): HttpsError {
  const message = `Too many calls. Call again in ${retryAfterSeconds} seconds.`;
  return new HttpsError("resource-exhausted", message, { retryAfterSeconds });
}
