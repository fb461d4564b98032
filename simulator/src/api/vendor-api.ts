import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import type { Checkout } from "../checkouts/checkout.js";
import type { ConcernedIds, Operation } from "../faults/fault.js";
import { fieldsOf, readJson, textOrUndefined } from "../json.js";
import type { SimulatorState } from "../state.js";
import { type Answer, refusalAnswer } from "./answers.js";
import { isAuthorized } from "./credentials.js";
import { type Ending, holdExchange } from "./exchange.js";
import type { LoggedRequest } from "./request-log.js";

type ApiContext = Context<{ Bindings: HttpBindings }>;

/** The merchant API under `/mer/v2.0`. */
export function vendorApi(vendor: SimulatorState): Hono<{ Bindings: HttpBindings }> {
  const api = new Hono<{ Bindings: HttpBindings }>();
  const answering = (operation: Operation) => (context: ApiContext) => answer(vendor, context, operation);
  api.post("/checkout/link", answering("create-link"));
  api.get("/checkout", answering("search-checkouts"));
  api.get("/checkout/:id", answering("get-checkout"));
  api.post("/checkout/:id/cancel", answering("cancel-checkout"));
  api.post("/checkout/:id/refund", answering("refund-checkout"));
  api.post("/payment/:id/capture", answering("capture-payment"));
  api.get("/payment/:id", answering("get-payment"));
  api.get("/branches", answering("list-branches"));
  api.get("/branches/:id", answering("get-branch"));
  api.all("*", (context) => answerUnsupported(vendor, context));
  return api;
}

async function answer(vendor: SimulatorState, context: ApiContext, operation: Operation): Promise<Response> {
  const text = await context.req.text();
  const body = parsed(text);
  const query = new URL(context.req.url).searchParams;
  const id = context.req.param("id") ?? "";
  const entry = logged(vendor, context, operation, concernedIds(vendor, operation, { body, query, id }));
  if (!isAuthorized(context.req.raw.headers, vendor.credentials)) return send(context, entry, unauthorized());
  const request = { id, query, body };
  if (operation === "create-link" && body === undefined) {
    return send(context, entry, refusalAnswer(400, "The request body must be JSON.", 0));
  }
  return send(context, entry, await holdExchange({ operation, request, entry, vendor }));
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/** Whom a request is about: what it names, and what the vendor knows of what it names. */
function concernedIds(
  { checkouts }: SimulatorState,
  operation: Operation,
  { body, query, id }: { body: unknown; query: URLSearchParams; id: string },
): ConcernedIds {
  switch (operation) {
    case "create-link": {
      const { orderId, requestId } = fieldsOf(body);
      return { orderId: textOrUndefined(orderId), requestId: textOrUndefined(requestId) };
    }
    case "search-checkouts": {
      const requestId = query.get("requestId") || undefined;
      const known = requestId === undefined ? undefined : checkouts.withRequestId(requestId)[0];
      return { ...idsOf(known), requestId, orderId: query.get("orderId") || known?.order.orderId };
    }
    case "get-checkout":
    case "cancel-checkout":
    case "refund-checkout":
      return { ...idsOf(checkouts.find(id)), checkoutId: id };
    case "capture-payment":
    case "get-payment":
      return idsOf(checkouts.findByPayment(id));
    case "list-branches":
    case "get-branch":
      return {};
  }
}

function idsOf(checkout: Checkout | undefined): ConcernedIds {
  if (checkout === undefined) return {};
  return { checkoutId: checkout.id, orderId: checkout.order.orderId, requestId: checkout.order.requestId };
}

function logged(
  { clock, requestLog }: SimulatorState,
  context: ApiContext,
  operation: LoggedRequest["operation"],
  ids: ConcernedIds,
): LoggedRequest {
  const { pathname, search } = new URL(context.req.url);
  const { method } = context.req;
  return requestLog.add({
    operation,
    method,
    path: pathname + search,
    at: clock.now(),
    ...ids,
    status: null,
  });
}

function send(context: ApiContext, entry: LoggedRequest, ending: Ending): Response {
  if (ending === "reset") {
    entry.status = "reset";
    context.env.incoming.socket.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }
  entry.status = ending.status;
  return new Response(ending.body, { status: ending.status, headers: ending.headers });
}

function unauthorized(): Answer {
  return refusalAnswer(401, "The API key and secret of this merchant are missing or wrong.", 0);
}

function answerUnsupported(vendor: SimulatorState, context: ApiContext): Response {
  const entry = logged(vendor, context, "unsupported", {});
  if (!isAuthorized(context.req.raw.headers, vendor.credentials)) return send(context, entry, unauthorized());
  const asked = `${context.req.method} ${context.req.path}`;
  const error =
    `The simulator does not support ${asked}. Chargebacks and the like can be made as in the vendor's portal: ` +
    "POST /simulator/checkouts/<id>/actions (see docs/simulator.md).";
  return send(context, entry, refusalAnswer(501, error, 0));
}
