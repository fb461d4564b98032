import { PROVIDER_STATUSES, type ProviderStatus } from "../../pointcheckout/responses.js";

/** `DRAFT`: no link yet. `CREATING`: a link is being made. The rest are the vendor's. */
export const ORDER_STATUSES = ["DRAFT", "CREATING", ...PROVIDER_STATUSES] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** `moneyRank`: of several payments, the order shows the one that leaves the merchant with the most. */
type Meaning =
  | { is: "no-link" | "payable" | "underway" | "terminal-unpaid" }
  | { is: "paid"; moneyRank: number; refundStage: number; isRefundable?: true; isTakenBack?: never }
  /** `isTakenBack`: by the customer's bank. Such a status says nothing about refunds. */
  | { is: "paid"; moneyRank: number; isTakenBack: true; refundStage?: never; isRefundable?: never };

/** What each status means for an order; `STATUS_FACTS` in transition/finish.ts says what is reported of it. */
const MEANINGS: Readonly<Record<OrderStatus, Meaning>> = {
  DRAFT: { is: "no-link" },
  CREATING: { is: "no-link" },
  PENDING: { is: "payable" },
  AUTHORIZED: { is: "underway" },
  PENDING_CONFIRMATION: { is: "underway" },
  PAID: { is: "paid", moneyRank: 3, refundStage: 0, isRefundable: true },
  PARTIALLY_REFUNDED: { is: "paid", moneyRank: 2, refundStage: 1, isRefundable: true },
  CHARGEBACK: { is: "paid", moneyRank: 1, isTakenBack: true },
  REFUNDED: { is: "paid", moneyRank: 0, refundStage: 2 },
  FAILED: { is: "terminal-unpaid" },
  CANCELLED: { is: "terminal-unpaid" },
  EXPIRED: { is: "terminal-unpaid" },
};

export const isOpen = (status: ProviderStatus): boolean =>
  MEANINGS[status].is === "payable" || isUnderway(status);
/** The customer has paid, but the payment is not settled. */
export const isUnderway = (status: OrderStatus): boolean => MEANINGS[status].is === "underway";
/** Paid at some time, whatever was refunded later. */
export const hasBeenPaid = (status: OrderStatus): boolean => MEANINGS[status].is === "paid";
export const isTerminalUnpaid = (status: ProviderStatus): boolean =>
  MEANINGS[status].is === "terminal-unpaid";
export const isSecured = (status: ProviderStatus): boolean => status === "AUTHORIZED" || hasBeenPaid(status);
export const isCancellable = (status: ProviderStatus): boolean =>
  status === "PENDING" || status === "AUTHORIZED";

const paymentOf = (status: OrderStatus) => {
  const meaning = MEANINGS[status];
  return meaning.is === "paid" ? meaning : null;
};
/** The merchant has money that can be refunded. */
export const isRefundable = (status: OrderStatus): boolean => paymentOf(status)?.isRefundable ?? false;
/** The customer's bank has taken the money back, or holds it. */
export const isTakenBack = (status: OrderStatus): boolean => paymentOf(status)?.isTakenBack ?? false;
/** How far a payment is refunded; -1 for a status that does not say. */
export const refundStage = (status: ProviderStatus): number => paymentOf(status)?.refundStage ?? -1;
/** How much a payment leaves the merchant with, as a rank; -1 for a status of none. */
export const moneyRank = (status: ProviderStatus): number => paymentOf(status)?.moneyRank ?? -1;
