import type { Checkout } from "./checkouts/checkout.js";
import type { Checkouts, MadeMove } from "./checkouts/checkouts.js";
import type { Clock } from "./clock.js";
import { formattedAmount } from "./money/format-money.js";

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
  readonly #clock: Clock;
  readonly #linkOf: (checkout: Checkout) => string;
  #messages: Message[] = [];
  #count = 0;

  constructor(checkouts: Checkouts, clock: Clock, linkOf: (checkout: Checkout) => string) {
    this.#clock = clock;
    this.#linkOf = linkOf;
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
    const { orderId, language, sendSms, sendEmail, contactPhone, contactEmail } = checkout.order;
    const words = WORDS[language];
    const text = words.linkText(formattedAmount(checkout), orderId);
    const message = { kind: "payment-link", text, link: this.#linkOf(checkout) } as const;
    if (sendSms) this.#add(checkout, { ...message, channel: "sms", to: contactPhone, subject: null });
    if (sendEmail) {
      const subject = words.linkSubject(orderId);
      this.#add(checkout, { ...message, channel: "email", to: contactEmail, subject });
    }
  }

  #sendReceipt({ checkout, change }: MadeMove): void {
    const { orderId, language, contactEmail: to } = checkout.order;
    if (change.move !== "pay" && change.move !== "capture" && change.move !== "confirm-pending") return;
    const subject = WORDS[language].receiptSubject(orderId);
    const text = WORDS[language].receiptText(formattedAmount(checkout), orderId);
    this.#add(checkout, { channel: "email", kind: "receipt", to, subject, text, link: null });
  }

  #add(
    { id: checkoutId, order: { language, orderId } }: Checkout,
    {
      to,
      ...message
    }: Pick<Message, "channel" | "kind" | "subject" | "text" | "link"> & { to: string | null },
  ): void {
    if (to === null) return;
    this.#count += 1;
    const at = this.#clock.now();
    this.#messages.push({
      id: `message-${this.#count}`,
      ...message,
      to,
      language,
      at,
      checkoutId,
      orderId,
    });
  }
}
