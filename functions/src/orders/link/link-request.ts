import type { CreateLinkRequest } from "../../pointcheckout/requests.js";
import type { OrderContent } from "../model/content.js";
import type { LinkRequest } from "../model/request.js";

/** The vendor's request for an order's link, made from what is stored alone: a resumed creation sends the same again. */
export function toCreateLinkRequest(
  orderId: string,
  content: OrderContent,
  request: LinkRequest,
): CreateLinkRequest {
  const { customerUid: _ours, amount: _present, linkOptions, ...shown } = content;
  const { requestId, amount, expiresIn, sendSms, sendEmail } = request;
  return { ...shown, ...linkOptions, requestId, orderId, amount, expiresIn, sendSms, sendEmail };
}
