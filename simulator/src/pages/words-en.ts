type Texts<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [Key in keyof T]: Texts<T[Key]> };

export type Words = Texts<typeof english>;

export const english = {
  simulation: "Simulation. No money moves. Never type a real card.",
  controls: "Refund, expire, fail: the simulator's controls",
  payTitle: "Pay for your order",
  order: "Order",
  reference: "Reference",
  total: "Total",
  card: "Card details",
  labels: {
    number: "Card number",
    expiry: "Expiry date",
    cvv: "CVV",
    name: "Name on card",
    terms: "I accept the Terms & Conditions",
  },
  hints: { number: "0000 0000 0000 0000", expiry: "MM/YY", cvv: "3 digits" },
  pay: "Pay",
  cancel: "Cancel",
  errorPrefix: "Error",
  errors: {
    "number-missing": "Enter the card number.",
    "number-invalid": "This is not a valid card number. Check the digits.",
    "number-not-test": "In test mode only the test cards listed below work.",
    "expiry-invalid": "Enter month and year, like 12/25.",
    "cvv-invalid": "Enter the 3 digits on the back of the card.",
    "name-missing": "Enter the name as it is on the card.",
    "terms-unticked": "Accept the Terms & Conditions to pay.",
  },
  declined: "The bank declined this card. You were not charged. Try another card, or try again.",
  noCards: "This order does not accept Visa cards, and the simulator knows no other way to pay.",
  testCards: "Test cards",
  testCardsHint: "Any date and any 3-digit CVV work; the date may be past.",
  outcomes: {
    pay: "is paid",
    decline: "is declined; the link stays open",
    fail: "fails for good",
    authorize: "is authorized, to be captured later",
    "await-confirmation": "awaits confirmation",
  },
  useCard: "Fill in",
  confirmed: {
    title: "Order confirmation",
    receipt: (email: string) => `We have sent a receipt to ${email}.`,
  },
  seeConfirmation: "See the order confirmation",
  close: "You can close this page.",
  statuses: {
    PENDING: { title: "Waiting for payment", text: "This order has not been paid yet." },
    AUTHORIZED: {
      title: "Payment authorized",
      text: "The amount is reserved. The merchant will collect it.",
    },
    PENDING_CONFIRMATION: {
      title: "Payment being confirmed",
      text: "We are waiting for your bank to confirm it.",
    },
    PAID: { title: "Payment received", text: "Thank you. This order is paid." },
    FAILED: {
      title: "Payment failed",
      text: "The payment failed and you were not charged. Ask the merchant for a new link.",
    },
    CANCELLED: { title: "Payment cancelled", text: "This payment was cancelled. Nothing was charged." },
    EXPIRED: {
      title: "Link expired",
      text: "This payment link is no longer valid. Ask the merchant for a new one.",
    },
    REFUNDED: { title: "Payment refunded", text: "The whole amount was paid back." },
    PARTIALLY_REFUNDED: { title: "Payment partially refunded", text: "A part of the amount was paid back." },
    CHARGEBACK: { title: "Payment disputed", text: "The bank has taken this payment back." },
  },
} as const;
