import type { CheckoutFilter, PointCheckoutClient } from "../../src/pointcheckout/client.js";
import { PointCheckoutError, type PointCheckoutErrorKind } from "../../src/pointcheckout/errors.js";
import type { ListingPage, RemoteCheckout } from "../../src/pointcheckout/responses.js";

/** How a vendor answers a listing, where the documentation leaves it open. */
export type ListingHabits = {
  newestFirst: boolean;
  /** The largest page that it gives. */
  cap: number;
  /** The size of a page that nobody asked for. */
  defaultSize: number;
  ignoresSize: boolean;
  ignoresPage: boolean;
  /** Answers 400 to a size above this. */
  refusesSizeAbove: number;
  /** Answers 400 to a page beyond the last. */
  refusesPagesBeyond: boolean;
  /** Counts its pages by the size that was asked for, not by the one that it gives. */
  countsPagesBySizeAsked: boolean;
  totalPages: boolean;
  /** The number in all, or as documented the number in the page. */
  totalElements: "all" | "page" | "absent";
  /** Does not know the status CHARGEBACK, and refuses a question that names it. */
  knowsChargebacks: boolean;
};

const USUAL_HABITS: ListingHabits = {
  newestFirst: true,
  cap: 100,
  defaultSize: 20,
  ignoresSize: false,
  ignoresPage: false,
  refusesSizeAbove: Number.POSITIVE_INFINITY,
  refusesPagesBeyond: false,
  countsPagesBySizeAsked: false,
  totalPages: true,
  totalElements: "all",
  knowsChargebacks: true,
};

export const failure = (kind: PointCheckoutErrorKind) =>
  new PointCheckoutError({ kind, operation: "GET checkout" });

/** One checkout at the vendor; `isUnreadable` breaks the documented form on its way to us. */
export type Listable = { remote: RemoteCheckout; isUnreadable?: boolean };

/** The vendor's search, as the audit asks it: every checkout, oldest first in `all`, whatever its `afterTimestamp`. */
export class VendorListing implements Pick<PointCheckoutClient, "listCheckouts"> {
  readonly asked: CheckoutFilter[] = [];
  readonly habits: ListingHabits;
  /** Called before each answer, with its number from 1: the vendor's world moves on, or the vendor fails by throwing. */
  beforeAnswer: (call: number) => void = () => {};

  constructor(
    public all: Listable[],
    habits: Partial<ListingHabits> = {},
  ) {
    this.habits = { ...USUAL_HABITS, ...habits };
  }

  async listCheckouts(filter: CheckoutFilter): Promise<ListingPage> {
    this.asked.push(filter);
    this.beforeAnswer(this.asked.length);
    const { habits } = this;
    const { page = 0, size, status } = filter;
    if ((size ?? 0) > habits.refusesSizeAbove) throw failure("rejected");
    if (status?.includes("CHARGEBACK") && !habits.knowsChargebacks) throw failure("rejected");
    const found = this.all.filter(
      ({ remote }) => !status || (remote.status && status.includes(remote.status)),
    );
    const sorted = habits.newestFirst ? found.toReversed() : found;
    const askedSize = size ?? habits.defaultSize;
    const given = habits.ignoresSize ? habits.cap : Math.min(askedSize, habits.cap);
    const totalPages = Math.ceil(found.length / (habits.countsPagesBySizeAsked ? askedSize : given));
    if (habits.refusesPagesBeyond && page > 0 && page >= totalPages) throw failure("rejected");
    const first = habits.ignoresPage ? 0 : page * given;
    const shown = sorted.slice(first, first + given);
    const readable = shown.filter(({ isUnreadable }) => !isUnreadable);
    return {
      page,
      size: given,
      totalPages: habits.totalPages ? totalPages : null,
      totalElements: { all: found.length, page: shown.length, absent: null }[habits.totalElements],
      content: readable.map(({ remote }) => remote),
      unreadable: shown.length - readable.length,
    };
  }
}
