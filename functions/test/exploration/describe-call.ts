import type { LinkRequest } from "../../src/orders/model/request.js";
import type { OrderSnapshot, OrderWrite } from "../../src/orders/store/order-store.js";
import type { RemoteCheckout, SearchPage } from "../../src/pointcheckout/responses.js";
import { secondsOf } from "../fixtures/orders.js";

/** The arguments of a call to a store or to the vendor, as a reader of a schedule wants them. */
export function describeArguments(args: readonly unknown[]): string {
  return args.map(describeArgument).filter(Boolean).join(", ");
}

function describeArgument(value: unknown): string {
  if (typeof value === "string") return short(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (isWrite(value)) return describeWrite(value);
  if ("readTime" in value) return "";
  if ("requestId" in value) return String(value.requestId);
  if ("by" in value) return `by ${String(value.by)}`;
  if ("seconds" in value) return "now";
  return "";
}

const isWrite = (value: object): value is OrderWrite => "patch" in value;

function describeWrite({ patch, facts = [], touches = [] }: OrderWrite): string {
  const { attempts = {}, requests } = patch;
  const parts = [
    requests && `requests [${requests.map(describeRequest).join(", ")}]`,
    ...Object.entries(attempts).map(
      ([id, attempt]) => `${short(id)} ${attempt.status}${attempt.surplus ? " surplus" : ""}`,
    ),
    ...facts.map(({ type }) => type),
    ...touches.map(({ checkoutId }) => `touch ${short(checkoutId)}`),
  ];
  return parts.filter(Boolean).join(", ");
}

const describeRequest = ({ requestId, lease }: LinkRequest): string =>
  lease ? `lease "${lease.id}" for ${requestId}` : requestId;

export function describeResult(value: unknown): string {
  if (value instanceof Error) return value.message;
  if (value === undefined) return "";
  if (value === null) return "another was first";
  if (Array.isArray(value)) return `${value.length} order(s)`;
  if (typeof value === "string") return short(value);
  if (typeof value !== "object") return "";
  if ("readTime" in value) return describeSnapshot(value as OrderSnapshot);
  if ("content" in value) return `[${(value as SearchPage).content.map(describeRemote).join(", ")}]`;
  return "providerStatus" in value ? describeRemote(value as RemoteCheckout) : "";
}

function describeSnapshot({ order, readTime }: OrderSnapshot): string {
  const attempts = Object.entries(order?.attempts ?? {}).map(([id, { status }]) => `${short(id)} ${status}`);
  const lease = order?.requests.map((request) => `, ${describeRequest(request)}`).join("") ?? "";
  const seconds = (secondsOf(readTime) ?? 0).toFixed(6);
  return `${order?.status ?? "no order"}${lease} [${attempts.join(", ")}] at ${seconds} s`;
}

const describeRemote = ({ id, providerStatus }: RemoteCheckout): string => `${short(id)} ${providerStatus}`;

/** Checkout ids differ in their last digits. */
const short = (id: string): string => (/^\d{19}$/.test(id) ? `#${id.slice(-3)}` : id);
