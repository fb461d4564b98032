import type { JsonValue } from "../json.js";
import type { Checkout } from "./checkout.js";

interface Branch {
  readonly id: bigint;
  readonly name: string | null;
}

// The branch of links that name none. Like the vendor's, the id is too long for a JavaScript number.
const MAIN_BRANCH: Branch = { id: 1_702_394_857_610_293_847n, name: "Main branch" };

export function branchOf({ order }: Checkout): Branch {
  if (order.branchId === null || order.branchId === MAIN_BRANCH.id) return MAIN_BRANCH;
  return { id: order.branchId, name: null };
}

/** The main branch, and every other one that a checkout named. */
export function branchesOf(checkouts: readonly Checkout[]): Branch[] {
  const branches = new Map([[MAIN_BRANCH.id, MAIN_BRANCH]]);
  for (const checkout of checkouts) branches.set(branchOf(checkout).id, branchOf(checkout));
  return [...branches.values()];
}

export function branchAnswer({ id, name }: Branch): Readonly<Record<string, JsonValue>> {
  return {
    id: id.toString(),
    name: name ?? "Another branch",
    currency: "AED",
    description: name === null ? "Named by a payment link" : "Simulated",
    enabled: true,
  };
}

export function vendorTime(at: number): string {
  return new Date(at).toISOString().replace("Z", "+00:00");
}

/** The vendor's own id of the customer; here each checkout has another one. */
export function customerId(checkout: Checkout): string {
  return (BigInt(checkout.id) - 10_000_000n).toString();
}
