import type { Move } from "../checkouts/plan-move.js";

export interface TestCard {
  readonly number: string;
  /** A move, or a decline that leaves the checkout open. */
  readonly outcome: Extract<Move, "pay" | "authorize" | "await-confirmation" | "fail"> | "decline";
}

/** The only cards that work. The first is the vendor's own; the others are the simulator's. */
export const TEST_CARDS: readonly TestCard[] = [
  { number: "4242424242424242", outcome: "pay" },
  { number: "4000000000000002", outcome: "decline" },
  { number: "4000000000000010", outcome: "fail" },
  { number: "4000000000000028", outcome: "authorize" },
  { number: "4000000000000036", outcome: "await-confirmation" },
];

/** As in the vendor's guide. The date is past, and still works. */
export const TEST_CARD_DETAILS = { expiry: "12/25", cvv: "100", name: "TEST USER" } as const;

export function findTestCard(digits: string): TestCard | undefined {
  return TEST_CARDS.find(({ number }) => number === digits);
}

/** `4242424242424242` as `4242 4242 4242 4242`. */
export function groupedNumber(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, "$1 ");
}
