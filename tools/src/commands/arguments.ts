import { InvalidArgumentError } from "commander";
import { type CheckoutId, checkoutIdSchema } from "../../../functions/src/checkouts/checkout-id.js";
import { orderIdSchema } from "../../../functions/src/orders/model/order-id.js";
import { PROVIDER_STATUSES, type ProviderStatus } from "../../../functions/src/pointcheckout/responses.js";

/** @throws InvalidArgumentError */
export function readCheckoutId(text: string): CheckoutId {
  const { data } = checkoutIdSchema.safeParse(text);
  if (data !== undefined) return data;
  throw new InvalidArgumentError("It must be a checkout's id, such as 1601731695315563241.");
}

/** @throws InvalidArgumentError */
export function readOrderId(text: string): string {
  const { data, error } = orderIdSchema.safeParse(text);
  if (data !== undefined) return data;
  throw new InvalidArgumentError(`It ${error?.issues[0]?.message}.`);
}

/** Statuses separated by commas. @throws InvalidArgumentError */
export function readStatuses(text: string): ProviderStatus[] {
  const names = text.split(",").map((name) => name.trim().toUpperCase());
  const isStatus = (name: string): name is ProviderStatus =>
    (PROVIDER_STATUSES as readonly string[]).includes(name);
  if (names.every(isStatus)) return names;
  throw new InvalidArgumentError(`It must be some of ${PROVIDER_STATUSES.join(", ")}, separated by commas.`);
}

/** @throws InvalidArgumentError */
export function readPage(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 0.");
}

/** @throws InvalidArgumentError */
export function readText(text: string): string {
  if (text.trim() !== "") return text.trim();
  throw new InvalidArgumentError("It must not be empty.");
}

/** A day, or one of the day's further audits. @throws InvalidArgumentError */
export function readAuditId(text: string): string {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-4]\d|50))?$/.exec(text) ?? [];
  if (day && !Number.isNaN(Date.parse(day))) return text;
  throw new InvalidArgumentError(
    "It must be a day such as 2030-01-31, or 2030-01-31-2 for its second audit.",
  );
}

/** An endpoint that a secret's signature may be sent to. @throws InvalidArgumentError */
export function readEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url !== null && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLocal)) return url.href;
  throw new InvalidArgumentError("It must be an https address, or http on this machine.");
}
