import type { Config } from "../../config.js";
import type { OrderContent } from "../model/content.js";

export type LinkCommand = {
  orderId: string;
  /** From staff; null: the order as stored. */
  content: OrderContent | null;
  /** Override the stored flags for this link. */
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
  /** Minutes from now; a live link with another validity is replaced. */
  expiresIn?: number | undefined;
  /** Number of a link: it and earlier ones are replaced. */
  after?: number | undefined;
  /** Mark of whom the link is to go to: nobody else gets it. */
  contact?: string | undefined;
  /** The order must be this customer's; null for staff. */
  customerUid: string | null;
};

export type LinkSettings = Pick<
  Config,
  "requestIdPrefix" | "defaultExpiresIn" | "leaseMs" | "livemode" | "maximumMinor" | "isAllowedLink"
>;

export const SENT_TO_NOBODY = { sendSms: false, sendEmail: false };

export const isToBeReplaced = (attempt: number, { after = 0 }: LinkCommand): boolean => attempt <= after;
