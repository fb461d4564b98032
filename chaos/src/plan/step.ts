import type { PageWish } from "../../../functions/test/support/send-form.js";
import type { Move } from "../../../simulator/src/checkouts/plan-move.js";
import type { ContentEdit } from "../world/content-editor.js";
import type { Forgery } from "../world/forger.js";

/** One thing that somebody outside does to an order. Links are numbered: 0 is the first. */
export type Step =
  /** Several callers ask for the order's link at once; each gives up after `tries` attempts. */
  | { readonly kind: "ask"; readonly callers: number; readonly tries: number }
  /** The customer sends the form of the hosted page, `times` times at once. */
  | { readonly kind: "page"; readonly wish: PageWish; readonly times: number }
  | {
      readonly kind: "portal";
      readonly move: Move;
      readonly link: number | "present";
      /** Of a refund: per cent of the amount; null for all that is left. */
      readonly percent: number | null;
      /** The vendor sends no notification. */
      readonly quietly: boolean;
      /** Also when the status forbids it: a payment that arrives after the link ended. */
      readonly force: boolean;
    }
  /** The customer waits to see the order in one of these statuses. */
  | { readonly kind: "await"; readonly statuses: readonly string[] }
  /** Nothing happens until time has passed. */
  | { readonly kind: "rest" }
  /** The customer refreshes the order, several times at once. */
  | { readonly kind: "refresh"; readonly callers: number }
  /** The vendor announces the link's present state again. */
  | { readonly kind: "announce"; readonly link: number | "present" }
  | { readonly kind: "forge"; readonly how: Forgery }
  | { readonly kind: "edit"; readonly how: ContentEdit }
  | { readonly kind: "delete-checkouts" };

export type OrderPlan = {
  readonly orderId: string;
  readonly journey: string;
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

/** Processes are killed when this share of all steps has begun. */
export type KillPlan = { readonly afterShare: number; readonly target: "functions" | "listener" | "both" };

export type Plan = {
  readonly seed: number;
  readonly orders: readonly OrderPlan[];
  readonly kills: readonly KillPlan[];
};
