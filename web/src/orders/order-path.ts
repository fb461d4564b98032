/** The order's page. An order id may hold `/` and `#`. */
export const orderPath = (orderId: string): string => `/orders/${encodeURIComponent(orderId)}`;
