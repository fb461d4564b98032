/** What the hosted page is asked for: a test card by what it does, or the button that cancels. */
export const PAGE_WISHES = ["pay", "decline", "fail", "authorize", "await-confirmation", "cancel"] as const;
export type PageWish = (typeof PAGE_WISHES)[number];

/** What somebody does in the vendor's portal. */
export type PortalMove =
  | "pay"
  | "capture"
  | "confirm-pending"
  | "fail"
  | "cancel"
  | "expire"
  | "refund"
  | "reverse-refund"
  | "chargeback"
  | "lift-chargeback"
  | "reopen";

/** A webhook that the vendor did not sign, or not for this. */
export const FORGERIES = ["unsigned", "wrong-secret", "stale-timestamp", "altered-body"] as const;
export type Forgery = (typeof FORGERIES)[number];

/** What somebody with all rights writes into an order's document: another amount, or what is in no documented form. */
export const CONTENT_EDITS = [
  "dearer",
  "empty-phone",
  "own-field",
  "no-items",
  "two-lines",
  "shipped",
] as const;
export type ContentEdit = (typeof CONTENT_EDITS)[number];

/** One thing that happens to an order, caused by somebody outside. Links are named by their place: 0 is the first. */
export type Step =
  /** Several callers ask for the order's link at once; each tries so often, then gives up. */
  | { readonly kind: "ask"; readonly callers: number; readonly tries: number }
  /** The customer sends the form of the hosted page; `times` more than once is an impatient finger. */
  | { readonly kind: "page"; readonly wish: PageWish; readonly times: number }
  | {
      readonly kind: "portal";
      readonly move: PortalMove;
      readonly link: number | "present";
      /** Of a refund: hundredths of the amount; null for all that is left. */
      readonly percent: number | null;
      /** The vendor tells nobody. */
      readonly quietly: boolean;
      /** Although the status forbids it: money that was on its way when the link ended. */
      readonly force: boolean;
    }
  /** The customer waits to see the order in one of these statuses. */
  | { readonly kind: "await"; readonly statuses: readonly string[] }
  /** Nobody does anything until time has passed. */
  | { readonly kind: "rest" }
  /** Somebody who does not want to wait asks to have the order looked up, several times at once. */
  | { readonly kind: "refresh"; readonly callers: number }
  /** The vendor announces the link's present state again, unasked. */
  | { readonly kind: "announce"; readonly link: number | "present" }
  | { readonly kind: "forge"; readonly how: Forgery }
  | { readonly kind: "edit"; readonly how: ContentEdit }
  /** A clean-up job deletes the documents of the order's checkouts. */
  | { readonly kind: "delete-checkouts" };

/** All that is going to happen to one order. */
export type OrderPlan = {
  readonly orderId: string;
  /** Of the journey, for people. */
  readonly journey: string;
  /** Decimal in `currency`. */
  readonly amount: string;
  readonly currency: string;
  /** Minutes. */
  readonly expiresIn: number;
  /** Who asks for the link: staff give the content, a customer names a draft that staff saved. */
  readonly asker: "staff" | "customer";
  readonly steps: readonly Step[];
  /** Before each step, in turn; ms. */
  readonly pausesMs: readonly number[];
};

/** Something of ours dies when this share of all steps has been begun. */
export type KillPlan = { readonly afterShare: number; readonly target: "functions" | "listener" | "both" };

export type Plan = {
  readonly seed: number;
  readonly orders: readonly OrderPlan[];
  readonly kills: readonly KillPlan[];
};
