import type { Checkout } from "../checkouts/checkout.js";
import type { JsonValue } from "../json.js";
import { branchOf, MAIN_BRANCH } from "./answered-values.js";

type Branch = ReturnType<typeof branchOf>;

/** The main branch, and every other one that a checkout named. */
export function branchesOf(checkouts: readonly Checkout[]): Branch[] {
  const branches = new Map<bigint, Branch>([[MAIN_BRANCH.id, MAIN_BRANCH]]);
  for (const checkout of checkouts) branches.set(branchOf(checkout).id, branchOf(checkout));
  return [...branches.values()];
}

export function branchAnswer({ id, name }: Branch): { readonly [key: string]: JsonValue } {
  return {
    id: id.toString(),
    name: name ?? "Another branch",
    currency: "AED",
    description: name === null ? "Named by a payment link" : "Simulated",
    enabled: true,
  };
}
