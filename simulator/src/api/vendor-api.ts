import { timingSafeEqual } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import type { Checkout } from "../checkouts/checkout.js";
import type { ConcernedIds, Operation } from "../faults/fault.js";
import { fieldsOf, readJson, textOrUndefined } from "../json.js";
import type { LoggedRequest } from "../request-log.js";
import type { SimulatorState } from "../state.js";
import { refusalAnswer } from "./answers.js";
import { type Ending, type Exchange, holdExchange } from "./exchange.js";
import type { VendorRequest } from "./operations.js";

// Two generations of the vendor's documents name two pairs of headers; both are accepted.
const HEADER_FAMILIES = ["X-PointCheckout-Api", "X-Paymennt-Api"];

type ApiContext = Context<{ Bindings: HttpBindings }>;

export function vendorApi(vendor: SimulatorState): Hono<{ Bindings: HttpBindings }> {
  const api = new Hono<{ Bindings: HttpBindings }>();
  const answering = (operation: Operation) => (context: ApiContext) =>
    answerRequest(vendor, context, operation);
  api.post("/checkout/link", answering("create-link"));
  api.get("/checkout", answering("search-checkouts"));
  api.get("/checkout/:id", answering("get-checkout"));
  api.post("/checkout/:id/cancel", answering("cancel-checkout"));
  api.post("/checkout/:id/refund", answering("refund-checkout"));
  api.post("/payment/:id/capture", answering("capture-payment"));
  api.get("/payment/:id", answering("get-payment"));
  api.get("/branches", answering("list-branches"));
  api.get("/branches/:id", answering("get-branch"));
  api.all("*", (context) => answerRequest(vendor, context, "unsupported"));
  return api;
}

async function answerRequest(
  vendor: SimulatorState,
  context: ApiContext,
  operation: LoggedRequest["operation"],
): Promise<Response> {
  const body = parsed(await context.req.text());
  const { pathname, search, searchParams: query } = new URL(context.req.url);
  const request = { id: context.req.param("id") ?? "", query, body };
  const { method } = context.req;
  const entry = vendor.requestLog.add({
    operation,
    method,
    path: pathname + search,
    at: vendor.clock.now(),
    ...concernedIds(vendor, operation, request),
    status: null,
  });
  const ending = await prepareEnding(context, { operation, request, entry, vendor });
  if (ending === "reset") {
    entry.status = "reset";
    context.env.incoming.socket.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }
  entry.status = ending.status;
  return new Response(ending.body, { status: ending.status, headers: ending.headers });
}

async function prepareEnding(
  { req }: ApiContext,
  exchange: Omit<Exchange, "operation"> & Pick<LoggedRequest, "operation">,
): Promise<Ending> {
  const { operation, request, vendor } = exchange;
  if (!isAuthorized(req.raw.headers, vendor.credentials))
    return refusalAnswer(401, "The API key and secret of this merchant are missing or wrong.");
  if (operation === "unsupported") {
    return refusalAnswer(
      501,
      `The simulator does not support ${req.method} ${req.path}. Chargebacks and the like can be made as in the ` +
        "vendor's portal: POST /simulator/checkouts/<id>/actions (see docs/simulator.md).",
    );
  }
  if (operation === "create-link" && request.body === undefined)
    return refusalAnswer(400, "The request body must be JSON.");
  return holdExchange({ ...exchange, operation });
}

function isAuthorized(headers: Headers, { apiKey, apiSecret }: SimulatorState["credentials"]): boolean {
  return HEADER_FAMILIES.some(
    (family) =>
      isSameCredential(headers.get(`${family}-Key`), apiKey) &&
      isSameCredential(headers.get(`${family}-Secret`), apiSecret),
  );
}

function isSameCredential(given: string | null, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/** The ids that a request names, and those that the vendor knows for them. */
function concernedIds(
  { checkouts }: SimulatorState,
  operation: LoggedRequest["operation"],
  { body, query, id }: VendorRequest,
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
    case "unsupported":
      return {};
  }
}

function idsOf(checkout: Checkout | undefined): ConcernedIds {
  if (checkout === undefined) return {};
  return { checkoutId: checkout.id, orderId: checkout.order.orderId, requestId: checkout.order.requestId };
}
