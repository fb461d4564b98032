import type { Config } from "../../config.js";
import type { OrderContent } from "../model/content.js";
import type { Resend } from "../model/resend.js";

export type LinkCommand = {
  orderId: string;
  /** From staff; null: the order as stored. */
  content: OrderContent | null;
  /** Override the stored flags for this link. */
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
  /** Minutes from now; a live link with another validity is replaced. */
  expiresIn?: number | undefined;
  /** The resend that the link is to fulfil: no other link does, and it goes to nobody else. */
  resend?: Resend | undefined;
  /** The order must be this customer's; null for staff. */
  customerUid: string | null;
};

export type LinkSettings = Pick<
  Config,
  "requestIdPrefix" | "defaultExpiresIn" | "leaseMs" | "livemode" | "maximumMinor" | "isAllowedLink"
>;

export const SENT_TO_NOBODY = { sendSms: false, sendEmail: false };

export const isToBeReplaced = (attempt: number, { resend }: LinkCommand): boolean =>
  resend !== undefined && attempt <= resend.after;
