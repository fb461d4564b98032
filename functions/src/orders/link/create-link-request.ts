import type { CreateLinkRequest } from "../../pointcheckout/requests.js";
import type { OrderContent } from "../model/content.js";
import type { LinkRequest } from "../model/request.js";

/** Made only from what is stored, so that a resumed creation sends the same again. */
export function toCreateLinkRequest(
  orderId: string,
  content: OrderContent,
  request: LinkRequest,
): CreateLinkRequest {
  const { customerUid: _ours, amount: _present, linkOptions, ...shown } = content;
  const { attempt: _number, lease: _lease, searchAt: _due, isForeign: _conflict, ...asked } = request;
  return { ...onlyRequested(shown), ...linkOptions, ...onlyRequested(asked), orderId };
}

/** A field that the vendor is not to have, and that is not left out above, does not compile. */
const onlyRequested = <T extends object>(
  shown: T & Record<Exclude<keyof T, keyof CreateLinkRequest>, never>,
): T => shown;
