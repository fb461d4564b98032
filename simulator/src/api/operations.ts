import { type Checkout, currentState, stateAt } from "../checkouts/checkout.js";
import type { Checkouts } from "../checkouts/checkouts.js";
import { readLinkRequest } from "../checkouts/link-request.js";
import { isRepeated, readRefund } from "../checkouts/refund-request.js";
import { Refusal } from "../checkouts/refusal.js";
import { isFound, readPaging, readSearch } from "../checkouts/search-checkouts.js";
import { UnlawfulMove } from "../checkouts/unlawful-move.js";
import type { Clock } from "../clock.js";
import type { Misfortune, Operation } from "../faults/fault.js";
import type { JsonValue } from "../json.js";
import type { Settings } from "../settings.js";
import { branchAnswer, branchesOf } from "./branch-answer.js";
import { type AnswerStyle, checkoutAnswer } from "./checkout-answer.js";
import { paymentAnswer } from "./payment-answer.js";
import { balanceAfter } from "./refund-rules.js";

/** What a search's pages are sorted by. The vendor's order is unknown, so a merchant must live with either. */
export type SearchOrder = "newest-first" | "oldest-first";

export interface VendorDesk {
  readonly checkouts: Checkouts;
  readonly clock: Clock;
  readonly style: AnswerStyle;
  readonly searchOrder: SearchOrder;
  readonly settings: Settings;
  /** Whether a refund under a `referenceId` that was used before is done only once. The vendor's habit is unknown. */
  readonly dedupeRefunds: boolean;
}

/** A request, whichever of its parts its operation looks at. */
export interface VendorRequest {
  readonly id: string;
  readonly body: unknown;
  readonly query: URLSearchParams;
}

export type Fault = Misfortune["fault"];

export type Result = { readonly [key: string]: JsonValue };

/** Does what is asked, or throws a {@link Refusal}. */
export type Perform = (desk: VendorDesk, request: VendorRequest, fault: Fault) => Result | readonly Result[];

export const perform: Record<Operation, Perform> = {
  "create-link": (desk, { body }, fault) => {
    const acceptDuplicate = fault?.kind === "accept-duplicates";
    return checkoutAnswer(desk.checkouts.create(readLinkRequest(body), { acceptDuplicate }), desk.style);
  },

  "get-checkout": (desk, { id }, fault) => {
    const checkout = requireCheckout(desk, id);
    return checkoutAnswer(checkout, desk.style, visibleState(desk, checkout, fault));
  },

  "search-checkouts": (desk, { query }, fault) => {
    const search = readSearch(query);
    const found = desk.checkouts
      .list()
      .filter((checkout) => hasReachedSearch(desk, checkout, fault))
      .map((checkout) => ({ checkout, state: visibleState(desk, checkout, fault) }))
      .filter(({ checkout, state }) => isFound(checkout, state, search));
    if (desk.searchOrder === "newest-first") found.reverse();
    const start = search.page * search.size;
    const shown = found.slice(start, start + search.size);
    return {
      page: search.page,
      size: search.size,
      totalPages: Math.ceil(found.length / search.size),
      totalElements: (desk.settings.values.totalElements === "page" ? shown : found).length,
      content: shown.map(({ checkout, state }) => checkoutAnswer(checkout, desk.style, state)),
    };
  },

  "cancel-checkout": (desk, { id }) => {
    const checkout = requireCheckout(desk, id);
    try {
      desk.checkouts.move(checkout, { move: "cancel" }, { actor: "merchant" });
    } catch (error) {
      if (!(error instanceof UnlawfulMove)) throw error;
      throw new Refusal(`Only a pending or authorized checkout can be cancelled. ${error.message}`);
    }
    return checkoutAnswer(checkout, desk.style);
  },

  "refund-checkout": (desk, { id, query }) => {
    const checkout = requireCheckout(desk, id);
    const wish = readRefund(query, checkout);
    if (!desk.dedupeRefunds || !isRepeated(checkout, wish.referenceId)) {
      const balance = balanceAfter(desk, checkout, wish);
      try {
        desk.checkouts.move(checkout, { move: "refund", ...wish }, { actor: "merchant" });
        desk.settings.change({ balance });
      } catch (error) {
        if (!(error instanceof UnlawfulMove)) throw error;
        throw new Refusal(`The refund is not possible. ${error.message}`);
      }
    }
    return checkoutAnswer(checkout, desk.style);
  },

  "capture-payment": (desk, { id }) => {
    const checkout = requirePayment(desk, id);
    try {
      desk.checkouts.move(checkout, { move: "capture" }, { actor: "merchant" });
    } catch (error) {
      if (!(error instanceof UnlawfulMove)) throw error;
      throw new Refusal(`Only an authorized payment can be captured. ${error.message}`);
    }
    return paymentAnswer(checkout, desk.style);
  },

  "get-payment": (desk, { id }) => paymentAnswer(requirePayment(desk, id), desk.style),

  "list-branches": (desk, { query }) => {
    const { page, size } = readPaging(query);
    const branches = branchesOf(desk.checkouts.list());
    return branches.slice(page * size, (page + 1) * size).map(branchAnswer);
  },

  "get-branch": (desk, { id }) => {
    const branch = branchesOf(desk.checkouts.list()).find((one) => one.id.toString() === id);
    if (branch === undefined) throw new Refusal("This merchant has no branch of that id.");
    return branchAnswer(branch);
  },
};

function requirePayment(desk: VendorDesk, id: string): Checkout {
  const checkout = desk.checkouts.findByPayment(id);
  if (checkout === undefined) throw new Refusal("This merchant has no payment of that id.");
  return checkout;
}

function requireCheckout(desk: VendorDesk, id: string): Checkout {
  const checkout = desk.checkouts.find(id);
  if (checkout === undefined) throw new Refusal("This merchant has no checkout of that id.");
  return checkout;
}

function visibleState(desk: VendorDesk, checkout: Checkout, fault: Fault) {
  return fault?.kind === "stale-read"
    ? stateAt(checkout, desk.clock.now() - fault.ms)
    : currentState(checkout);
}

function hasReachedSearch(desk: VendorDesk, checkout: Checkout, fault: Fault): boolean {
  return fault?.kind !== "search-lag" || checkout.createdAt <= desk.clock.now() - fault.ms;
}
