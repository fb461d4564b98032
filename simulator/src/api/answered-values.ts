import type { Checkout } from "../checkouts/checkout.js";

// The branch of links that name none. Like the vendor's, the id is too long for a JavaScript number.
export const MAIN_BRANCH = { id: 1_702_394_857_610_293_847n, name: "Main branch" };

export function vendorTime(at: number): string {
  return new Date(at).toISOString().replace("Z", "+00:00");
}

/** A checkout's branch. Only the main branch has a known name. */
export function branchOf({ order }: Checkout): { readonly id: bigint; readonly name: string | null } {
  if (order.branchId === null || order.branchId === MAIN_BRANCH.id) return MAIN_BRANCH;
  return { id: order.branchId, name: null };
}

/** The vendor's own id of the customer; here each checkout has another one. */
export function customerId(checkout: Checkout): string {
  return (BigInt(checkout.id) - 10_000_000n).toString();
}
