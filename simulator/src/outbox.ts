import type { Checkout } from "./checkouts/checkout.js";
import type { Checkouts } from "./checkouts/checkouts.js";
import { formattedAmount } from "./checkouts/format-money.js";
import type { Clock } from "./clock.js";
import { EVENT_OF_MOVE } from "./notifications/webhook-event.js";

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
  #messages: Message[] = [];
  #count = 0;

  constructor(
    checkouts: Checkouts,
    private readonly clock: Clock,
    linkOf: (checkout: Checkout) => string,
  ) {
    checkouts.onChanged(({ checkout, change: { move } }) => {
      if (move !== "create") return;
      const { orderId, language, sendSms, sendEmail, contactPhone, contactEmail } = checkout.order;
      const words = WORDS[language];
      const text = words.linkText(formattedAmount(checkout), orderId);
      const message = { kind: "payment-link", text, link: linkOf(checkout) } as const;
      const subject = words.linkSubject(orderId);
      if (sendSms) this.#add(checkout, contactPhone, { ...message, channel: "sms", subject: null });
      if (sendEmail) this.#add(checkout, contactEmail, { ...message, channel: "email", subject });
    });
    checkouts.onChanged(({ checkout, change: { move } }) => {
      if (EVENT_OF_MOVE[move] !== "checkout.paid") return;
      const { orderId, language, contactEmail } = checkout.order;
      const subject = WORDS[language].receiptSubject(orderId);
      const text = WORDS[language].receiptText(formattedAmount(checkout), orderId);
      this.#add(checkout, contactEmail, { channel: "email", kind: "receipt", subject, text, link: null });
    });
  }

  list(): Message[] {
    return this.#messages.toReversed();
  }

  clear(): void {
    this.#messages = [];
  }

  #add(
    { id: checkoutId, order: { language, orderId } }: Checkout,
    to: string | null,
    message: Pick<Message, "channel" | "kind" | "subject" | "text" | "link">,
  ): void {
    if (to === null) return;
    this.#count += 1;
    const id = `message-${this.#count}`;
    this.#messages.push({ id, ...message, to, language, at: this.clock.now(), checkoutId, orderId });
  }
}
