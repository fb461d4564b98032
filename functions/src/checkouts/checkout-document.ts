// Apart from the store, because a start of any function loads it with the trigger's declaration.

export const CHECKOUTS = "checkouts";

/** A path for the trigger: `checkouts/{checkoutId}`. */
export const CHECKOUT_DOCUMENT = `${CHECKOUTS}/{checkoutId}`;
