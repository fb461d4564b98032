import type { Decimal } from "../money/decimal.js";

export type Language = "en" | "ar";

export interface OrderItem {
  readonly name: string;
  readonly quantity: Decimal;
  readonly linetotal: Decimal;
}

export interface Customer {
  /** The merchant's own id of the customer; answers call it `reference`. */
  readonly reference: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
}

export interface Address {
  readonly name: string;
  readonly address1: string;
  readonly address2: string | null;
  readonly city: string;
  readonly state: string | null;
  readonly zip: string | null;
  readonly country: string;
}

/** The content of a payment link, checked and with its money exact. */
export interface LinkOrder {
  readonly requestId: string;
  readonly orderId: string;
  readonly description: string;
  readonly currency: string;
  /** Decimals of the currency. */
  readonly exponent: number;
  readonly amountMinor: bigint;
  readonly items: readonly OrderItem[];
  readonly customer: Customer | null;
  readonly billingAddress: Address | null;
  readonly deliveryAddress: Address | null;
  readonly branchId: bigint | null;
  /** Empty when the merchant set no limit. */
  readonly allowedPaymentMethods: readonly string[];
  readonly expiresInMinutes: number;
  readonly language: Language;
  readonly sendSms: boolean;
  readonly sendEmail: boolean;
  /** Where messages go: the customer's, else what the billing address carries. */
  readonly contactPhone: string | null;
  readonly contactEmail: string | null;
}
