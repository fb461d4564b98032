import { InvalidArgumentError } from "commander";
import { type CheckoutId, checkoutIdSchema } from "../../../functions/src/checkouts/checkout-id.js";
import { PROVIDER_STATUSES, type ProviderStatus } from "../../../functions/src/pointcheckout/responses.js";
import { orderIdSchema } from "../../../functions/src/shared/order-id.js";

/** A reader of an argument that throws InvalidArgumentError where `read` gives undefined. */
const reader =
  <T>(read: (text: string) => T | undefined, must: string) =>
  (text: string): T => {
    const value = read(text);
    if (value !== undefined) return value;
    throw new InvalidArgumentError(`It must ${must}.`);
  };

export const readCheckoutId: (text: string) => CheckoutId = reader(
  (text) => checkoutIdSchema.safeParse(text).data,
  "be a checkout's id, such as 1601731695315563241",
);

/** @throws InvalidArgumentError */
export function readOrderId(text: string): string {
  const { data, error } = orderIdSchema.safeParse(text);
  if (data !== undefined) return data;
  throw new InvalidArgumentError(`It ${error?.issues[0]?.message}.`);
}

const isStatus = (name: string): name is ProviderStatus =>
  (PROVIDER_STATUSES as readonly string[]).includes(name);

export const readStatuses = reader(
  (text) => {
    const names = text.split(",").map((name) => name.trim().toUpperCase());
    return names.every(isStatus) ? names : undefined;
  },
  `be some of ${PROVIDER_STATUSES.join(", ")}, separated by commas`,
);

export const readPage = reader(
  (text) => (/^\d{1,6}$/.test(text) ? Number(text) : undefined),
  "be a whole number from 0",
);

export const readText = reader((text) => text.trim() || undefined, "not be empty");

/** A day, or one of the day's further audits. */
export const readAuditId = reader((text) => {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-4]\d|50))?$/.exec(text) ?? [];
  return day && !Number.isNaN(Date.parse(day)) ? text : undefined;
}, "be a day such as 2030-01-31, or 2030-01-31-2 for its second audit");

/** An endpoint that a secret's signature may be sent to. */
export const readEndpoint = reader((text) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url !== null && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  return url?.protocol === "https:" || (url?.protocol === "http:" && isLocal) ? url.href : undefined;
}, "be an https address, or http on this machine");
