import { branchAnswer, branchesOf } from "../checkouts/answered-values.js";
import { type Change, type Checkout, currentState, stateAt } from "../checkouts/checkout.js";
import { readLinkRequest } from "../checkouts/link-request.js";
import type { MoveWish } from "../checkouts/plan-move.js";
import { Refusal, required, UnlawfulMove } from "../checkouts/refusal.js";
import { readPaging, readSearch } from "../checkouts/search-checkouts.js";
import type { Misfortune, Operation } from "../faults/fault.js";
import type { JsonValue } from "../json.js";
import type { SimulatorState } from "../state.js";
import { checkoutAnswer, paymentAnswer } from "./checkout-answer.js";
import { balanceAfter, isRepeated, readRefund } from "./refund-request.js";

export interface VendorRequest {
  readonly id: string;
  readonly body: unknown;
  readonly query: URLSearchParams;
}

export type Fault = Misfortune["fault"];

export type Result = { readonly [key: string]: JsonValue };

type Perform = (vendor: SimulatorState, request: VendorRequest, fault: Fault) => Result | Result[];

/** Each throws a {@link Refusal} when the vendor would refuse. */
export const perform: Record<Operation, Perform> = {
  "create-link": (vendor, { body }, fault) => {
    const acceptDuplicate = fault?.kind === "accept-duplicates";
    return checkoutAnswer(vendor.checkouts.create(readLinkRequest(body), { acceptDuplicate }), vendor);
  },

  "get-checkout": (vendor, { id }, fault) => {
    const checkout = required(vendor.checkouts.find(id), unknown("checkout"));
    return checkoutAnswer(checkout, vendor, visibleState(vendor, checkout, fault));
  },

  "search-checkouts": (vendor, { query }, fault) => {
    const { isFound, page, size } = readSearch(query);
    const found = vendor.checkouts
      .list()
      .filter(({ createdAt }) => fault?.kind !== "search-lag" || createdAt <= vendor.clock.now() - fault.ms)
      .map((checkout) => ({ checkout, state: visibleState(vendor, checkout, fault) }))
      .filter(({ checkout, state }) => isFound(checkout, state));
    if (vendor.searchOrder === "newest-first") found.reverse();
    const shown = found.slice(page * size, (page + 1) * size);
    return {
      page,
      size,
      totalPages: Math.ceil(found.length / size),
      totalElements: (vendor.settings.values.totalElements === "page" ? shown : found).length,
      content: shown.map(({ checkout, state }) => checkoutAnswer(checkout, vendor, state)),
    };
  },

  "cancel-checkout": (vendor, { id }) => {
    const checkout = required(vendor.checkouts.find(id), unknown("checkout"));
    const sentence = "Only a pending or authorized checkout can be cancelled.";
    moveForMerchant(vendor, checkout, { move: "cancel" }, sentence);
    return checkoutAnswer(checkout, vendor);
  },

  "refund-checkout": (vendor, { id, query }) => {
    const checkout = required(vendor.checkouts.find(id), unknown("checkout"));
    const wish = readRefund(query, checkout);
    if (!vendor.dedupeRefunds || !isRepeated(checkout, wish.referenceId)) {
      const balance = balanceAfter(vendor, checkout, wish);
      moveForMerchant(vendor, checkout, { move: "refund", ...wish }, "The refund is not possible.");
      vendor.settings.change({ balance });
    }
    return checkoutAnswer(checkout, vendor);
  },

  "capture-payment": (vendor, { id }) => {
    const checkout = required(vendor.checkouts.findByPayment(id), unknown("payment"));
    moveForMerchant(vendor, checkout, { move: "capture" }, "Only an authorized payment can be captured.");
    return paymentAnswer(checkout, vendor);
  },

  "get-payment": (vendor, { id }) =>
    paymentAnswer(required(vendor.checkouts.findByPayment(id), unknown("payment")), vendor),

  "list-branches": (vendor, { query }) => {
    const { page, size } = readPaging(query);
    const branches = branchesOf(vendor.checkouts.list());
    return branches.slice(page * size, (page + 1) * size).map(branchAnswer);
  },

  "get-branch": (vendor, { id }) => {
    const branch = branchesOf(vendor.checkouts.list()).find((one) => one.id.toString() === id);
    return branchAnswer(required(branch, unknown("branch")));
  },
};

function unknown(what: string): Refusal {
  return new Refusal(`This merchant has no ${what} of that id.`);
}

/** @throws {Refusal} with this sentence when the status forbids the move */
function moveForMerchant(
  { checkouts }: SimulatorState,
  checkout: Checkout,
  wish: MoveWish,
  sentence: string,
): void {
  try {
    checkouts.move(checkout, wish, { actor: "merchant" });
  } catch (error) {
    if (!(error instanceof UnlawfulMove)) throw error;
    throw new Refusal(`${sentence} ${error.message}`);
  }
}

function visibleState({ clock }: SimulatorState, checkout: Checkout, fault: Fault): Change {
  return fault?.kind === "stale-read" ? stateAt(checkout, clock.now() - fault.ms) : currentState(checkout);
}
