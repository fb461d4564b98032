import type { Checkout } from "./checkouts/checkout.js";
import type { Checkouts, MadeMove } from "./checkouts/checkouts.js";
import type { Clock } from "./clock.js";
import { decimalText } from "./money/decimal.js";
import { formatMoney } from "./money/format-money.js";

/** A message to a customer that a real vendor would have sent. */
export interface Message {
  readonly id: string;
  readonly channel: "sms" | "email";
  readonly kind: "payment-link" | "receipt";
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  readonly link: string | null;
  readonly language: "en" | "ar";
  readonly at: number;
  readonly checkoutId: string;
  readonly orderId: string;
}

export interface OutboxOptions {
  readonly clock: Clock;
  readonly linkOf: (checkout: Checkout) => string;
}

const WORDS = {
  en: {
    linkSubject: (orderId: string) => `Payment request for order ${orderId}`,
    linkText: (amount: string, orderId: string) => `Please pay ${amount} for order ${orderId}.`,
    receiptSubject: (orderId: string) => `Payment received for order ${orderId}`,
    receiptText: (amount: string, orderId: string) =>
      `Thank you. Your payment of ${amount} for order ${orderId} arrived.`,
  },
  ar: {
    linkSubject: (orderId: string) => `طلب دفع للطلب ${orderId}`,
    linkText: (amount: string, orderId: string) => `يرجى دفع ${amount} للطلب ${orderId}.`,
    receiptSubject: (orderId: string) => `تم استلام الدفع للطلب ${orderId}`,
    receiptText: (amount: string, orderId: string) => `شكراً لك. وصل دفعك بمبلغ ${amount} للطلب ${orderId}.`,
  },
} as const;

/** Keeps the SMS and e-mails that would go out, instead of sending them. */
export class Outbox {
  readonly #options: OutboxOptions;
  #messages: Message[] = [];
  #count = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  follow(checkouts: Checkouts): void {
    checkouts.onCreated((checkout) => this.#sendLink(checkout));
    checkouts.onMoved((made) => this.#sendReceipt(made));
  }

  /** Newest first. */
  list(): Message[] {
    return this.#messages.toReversed();
  }

  clear(): void {
    this.#messages = [];
  }

  #sendLink(checkout: Checkout): void {
    const { order } = checkout;
    const words = WORDS[order.language];
    const text = words.linkText(amountOf(checkout), order.orderId);
    const message = { kind: "payment-link", text, link: this.#options.linkOf(checkout) } as const;
    if (order.sendSms && order.contactPhone !== null) {
      this.#add(checkout, { ...message, channel: "sms", to: order.contactPhone, subject: null });
    }
    if (order.sendEmail && order.contactEmail !== null) {
      const subject = words.linkSubject(order.orderId);
      this.#add(checkout, { ...message, channel: "email", to: order.contactEmail, subject });
    }
  }

  #sendReceipt({ checkout, change }: MadeMove): void {
    const { order } = checkout;
    const hasPaid = change.move === "pay" || change.move === "capture" || change.move === "confirm-pending";
    if (!hasPaid || order.contactEmail === null) return;
    const words = WORDS[order.language];
    this.#add(checkout, {
      channel: "email",
      kind: "receipt",
      to: order.contactEmail,
      subject: words.receiptSubject(order.orderId),
      text: words.receiptText(amountOf(checkout), order.orderId),
      link: null,
    });
  }

  #add(
    { id, order }: Checkout,
    message: Pick<Message, "channel" | "kind" | "to" | "subject" | "text" | "link">,
  ): void {
    this.#count += 1;
    const { language, orderId } = order;
    const at = this.#options.clock.now();
    this.#messages.push({ id: `message-${this.#count}`, ...message, language, at, checkoutId: id, orderId });
  }
}

function amountOf({ order }: Checkout): string {
  const text = decimalText(order.amountMinor, order.exponent);
  return formatMoney(text, order.currency, order.exponent, order.language);
}
