import { CHECKOUT_TYPES, type Change, type Checkout, type CheckoutType } from "./checkout.js";
import { CHECKOUT_STATUSES } from "./plan-move.js";
import { Refusal } from "./refusal.js";

/** The simulator's own limit of a page; the vendor's is unknown. */
const MAX_PAGE_SIZE = 100;

type Search = (checkout: Checkout, state: Change) => boolean;

/** An empty parameter counts as absent. @throws {Refusal} naming the wrong parameter */
export function readSearch(query: URLSearchParams) {
  const given = (name: string) => query.get(name) || undefined;
  const type = typeOf(given("type"));
  // In words the vendor separates statuses by commas, in its schema they are an array: `status=PAID&status=FAILED`.
  const named = query.getAll("status").filter((names) => names !== "");
  const statuses = named
    .flatMap((names) => names.split(","))
    .map((name) =>
      oneOf(CHECKOUT_STATUSES, name.trim(), "status", "list statuses in upper case, separated by commas"),
    );
  const afterId = afterIdOf(given("afterId"));
  const afterTime = timeOf(given("afterTimestamp"));
  const isFound: Search = ({ id, order: { requestId, orderId, customer }, createdAt, ...checkout }, state) =>
    isWanted(type, checkout.type) &&
    isWanted(given("requestId"), requestId) &&
    isWanted(given("orderId"), orderId) &&
    isWanted(given("customer.reference"), customer?.reference) &&
    isWanted(given("customer.email")?.toLowerCase(), customer?.email?.toLowerCase()) &&
    isWanted(given("customer.phone"), customer?.phone) &&
    (statuses.length === 0 || statuses.includes(state.status)) &&
    (afterId === undefined || BigInt(id) > afterId) &&
    (afterTime === undefined || createdAt > afterTime);
  return { isFound, ...readPaging(query) };
}

/** @throws {Refusal} naming the wrong parameter */
export function readPaging(query: URLSearchParams) {
  const wholeNumber = (name: string, absent: number, least: number) => {
    const text = query.get(name) || String(absent);
    if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
    throw new Refusal(`${name} must be a whole number of at least ${least}.`, name);
  };
  return { page: wholeNumber("page", 0, 0), size: Math.min(wholeNumber("size", 20, 1), MAX_PAGE_SIZE) };
}

export function typeOf(name: string | undefined): CheckoutType | undefined {
  if (name === undefined) return undefined;
  return oneOf(CHECKOUT_TYPES, name, "type", `be one of ${CHECKOUT_TYPES.join(", ")}`);
}

function oneOf<T extends string>(known: readonly T[], name: string, field: string, rule: string): T {
  const found = known.find((one) => one === name);
  if (found !== undefined) return found;
  throw new Refusal(`${field} must ${rule}.`, field);
}

function afterIdOf(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,19}$/.test(text)) return BigInt(text);
  throw new Refusal("afterId must be a checkout id.", "afterId");
}

/** The vendor does not name the time's zone; here it is UTC. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const isTime = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text);
  const time = isTime ? Date.parse(`${text.replace(" ", "T")}Z`) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new Refusal("afterTimestamp must be written as yyyy-mm-dd HH:MM:SS.", "afterTimestamp");
}

function isWanted(wanted: string | undefined, actual: string | null | undefined): boolean {
  return wanted === undefined || wanted === actual;
}
