import type { OrderFilter, OrderStatus } from "pointcheckout-firebase-client";

/** Statuses that a clerk asks for together. */
export const STATUS_GROUPS = {
  waiting: ["CREATING", "PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"],
  refunds: ["PARTIALLY_REFUNDED", "REFUNDED"],
  ended: ["FAILED", "CANCELLED", "EXPIRED"],
} as const satisfies Record<string, readonly OrderStatus[]>;
export type StatusGroup = keyof typeof STATUS_GROUPS;

/** What the address of the page says: a list that is sent to a colleague opens as it was. */
export type OrdersSearch = {
  text: string;
  status: StatusGroup | OrderStatus | "";
  /** `YYYY-MM-DD`, or empty. */
  from: string;
  until: string;
  oldestFirst: boolean;
  page: number;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const dayOf = (text: string | null) => (text && DAY.test(text) ? text : "");

/** @param statuses all that there are */
export function readSearch(params: URLSearchParams, statuses: readonly OrderStatus[]): OrdersSearch {
  const status = params.get("status") ?? "";
  const known = [...Object.keys(STATUS_GROUPS), ...statuses] as (StatusGroup | OrderStatus)[];
  return {
    text: params.get("q") ?? "",
    status: known.find((one) => one === status) ?? "",
    from: dayOf(params.get("from")),
    until: dayOf(params.get("until")),
    oldestFirst: params.get("sort") === "oldest",
    page: Math.max(1, Math.trunc(Number(params.get("page")) || 1)),
  };
}

export function writeSearch({ text, status, from, until, oldestFirst, page }: OrdersSearch): URLSearchParams {
  const params = new URLSearchParams();
  if (text) params.set("q", text);
  if (status) params.set("status", status);
  if (from) params.set("from", from);
  if (until) params.set("until", until);
  if (oldestFirst) params.set("sort", "oldest");
  if (page > 1) params.set("page", String(page));
  return params;
}

export const statusesOf = (status: OrdersSearch["status"]): readonly OrderStatus[] =>
  status === ""
    ? []
    : status in STATUS_GROUPS
      ? STATUS_GROUPS[status as StatusGroup]
      : [status as OrderStatus];

/** The start of a day where the clerk is, `days` later. */
function startOf(day: string, days = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + days);
}

/** The filter that the functions' client asks Firestore for. The last day is included. */
export function toFilter({
  status,
  from,
  until,
  oldestFirst,
}: Omit<OrdersSearch, "text" | "page">): OrderFilter {
  const statuses = statusesOf(status);
  return {
    ...(statuses.length > 0 && { status: statuses }),
    ...(from && { createdFrom: startOf(from) }),
    ...(until && { createdBefore: startOf(until, 1) }),
    ...(oldestFirst && { oldestFirst }),
  };
}
