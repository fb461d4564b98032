import { PROVIDER_STATUSES } from "../../pointcheckout/responses.js";

/** `DRAFT`: no link yet. `CREATING`: a link is being made. The rest are the vendor's. */
export const ORDER_STATUSES = ["DRAFT", "CREATING", ...PROVIDER_STATUSES] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
