import type { OrderCursor, OrderPage } from "pointcheckout-firebase-client";

/** By the filter's text: where each page after the first begins. Kept while the app is open, for the way back. */
const starts = new Map<string, OrderCursor[]>();

/** Where a page begins, as far as the pages before it have been seen; null is the first page. */
export function startOfPage(filterText: string, page: number): { page: number; after: OrderCursor | null } {
  const after = page > 1 ? starts.get(filterText)?.[page - 2] : undefined;
  return after ? { page, after } : { page: 1, after: null };
}

/** Keeps where the page after `page` begins. */
export function keepNextStart(filterText: string, page: number, { next }: OrderPage): void {
  if (next === null) return;
  const known = starts.get(filterText) ?? [];
  starts.set(filterText, [...known.slice(0, page - 1), next]);
}
