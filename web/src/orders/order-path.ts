import { useParams } from "react-router";

/**
 * The order's page. An order id may hold `/` and `#`. Browsers resolve `.` and `..`, and the router reads `%2F` as `/`
 * once more than it was written: these are encoded twice.
 */
export const orderPath = (orderId: string): string =>
  `/orders/${encodeURIComponent(orderId.replace(/%|^\.\.?$/g, (text) => text.replace(/[%.]/g, encoded)))}`;

const encoded = (sign: string): string => (sign === "%" ? "%25" : "%2E");

/** The order id of a page's address, as the router gives it. */
export const orderIdOfPath = (param = ""): string => param.replace(/%(?:25|2E)/g, decodeURIComponent);

export const useOrderId = (): string => orderIdOfPath(useParams().orderId);
