import type { OrderContent } from "../model/content.js";

/** What a caller asks for. */
export type LinkCommand = {
  orderId: string;
  /** What staff give; null to take the order as it is stored. */
  content: OrderContent | null;
  /** Replaces what the stored order says, for this link only. */
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
  /**
   * Minutes from now that the link is to be valid: a live one that is valid for less, or for longer, is taken back and
   * replaced.
   */
  expiresIn?: number | undefined;
  /** Number of a link: it and those before it are taken back and replaced by a later one. */
  after?: number | undefined;
  /** The uid whose own order it has to be; null for staff. */
  customerUid: string | null;
};

/** A deployment's settings that creation depends on. */
export type LinkSettings = {
  requestIdPrefix: string;
  /** Minutes. */
  defaultExpiresIn: number;
  /** How long the right to create is held, in ms: longer than the function may run. */
  leaseMs: number;
  livemode: boolean;
  /** The largest amount of one order, in minor units of a currency. */
  maximumMinor: (currency: string) => number;
  isAllowedLink: (url: string) => boolean;
};

/** A link that has to be found or made first, and is replaced at once. */
export const SENT_TO_NOBODY = { sendSms: false, sendEmail: false };

/** Whether the command asks for a later link than the one with this number. */
export const isToBeReplaced = (attempt: number, { after = 0 }: LinkCommand): boolean => attempt <= after;
