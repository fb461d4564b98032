// A file of its own, because every function's start loads it.

export const CHECKOUTS = "checkouts";

export const CHECKOUT_DOCUMENT = `${CHECKOUTS}/{checkoutId}`;
