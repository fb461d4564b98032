import { Refusal } from "../checkouts/refusal.js";

// As URL writes a host, so `127.1` has become `127.0.0.1` when it is compared.
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads an endpoint's address.
 *
 * @throws {Refusal} unless it is https, or http on this machine
 */
export function readWebhookUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAllowed =
    url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK_HOST.test(url.hostname));
  if (url === undefined || !isAllowed) {
    throw new Refusal("url: must be an https address, or http on this machine", "url");
  }
  if (url.username !== "" || url.password !== "") {
    throw new Refusal("url: must not carry a user name or password", "url");
  }
  url.hash = "";
  return url.href;
}
