import { aLeased, anOrder, at, FIRST } from "../../test/fixtures/orders.js";
import { MemoryCheckoutStore } from "../../test/memory/memory-checkout-store.js";
import { MemoryDatabase } from "../../test/memory/memory-database.js";
import { MemoryOrderStore } from "../../test/memory/memory-order-store.js";
import { newWebhookSecret, signWebhook } from "../../test/support/sign-webhook.js";
import { assertLines, type Expected, linesOf } from "../../test/support/written-lines.js";
import type { Order } from "../orders/model/order.js";
import { cloudLog } from "../shared/cloud-log.js";
import { receiveWebhook } from "./receive-webhook.js";
import { parseWebhookSecrets } from "./verify-webhook.js";

const secret = newWebhookSecret("the-first-secret-of-the-endpoint");
const forger = newWebhookSecret("a-secret-that-somebody-made-up");

type Case = {
  what: string;
  order?: Order;
  /** Whether FIRST is a checkout of ours. */
  isKnown?: boolean;
  isStoring?: boolean;
  configured?: string;
  method?: string;
  body?: string;
  signedWith?: string;
  timestamp?: number;
  headers?: Record<string, string | undefined>;
  line: Expected;
};

const ids = { orderId: "ORD-1", checkoutId: FIRST };
const none = { orderId: undefined, checkoutId: undefined };
const refused = (status: number, reason: string): Expected => ({
  ...none,
  event: "webhook.refused",
  severity: "WARNING",
  status,
  reason,
  counts: status === 401 ? ["signature-failures"] : [],
});
const CASES: readonly Case[] = [
  { what: "is passed on", isKnown: true, line: { ...ids, event: "webhook.touched", severity: "INFO" } },
  {
    what: "says only what is known",
    isKnown: true,
    body: JSON.stringify({ id: FIRST, orderId: "ORD-1", status: "PENDING" }),
    line: { ...ids, event: "webhook.known", severity: "INFO" },
  },
  {
    what: "is not ours",
    order: anOrder({ attempts: {} }),
    line: { ...ids, event: "webhook.not_ours", severity: "WARNING" },
  },
  {
    what: "is not ours and names no order",
    body: JSON.stringify({ id: FIRST }),
    line: { ...ids, orderId: undefined, event: "webhook.not_ours", severity: "WARNING" },
  },
  {
    what: "overtakes the link's own answer",
    order: anOrder({ attempts: {}, requests: [aLeased(900)] }),
    line: { ...ids, event: "webhook.too_early", severity: "WARNING" },
  },
  { what: "is signed by somebody else", signedWith: forger, line: refused(401, "signature_wrong") },
  {
    what: "is not signed",
    headers: { "message-signature": undefined },
    line: refused(401, "headers_missing"),
  },
  { what: "is stale", timestamp: 1_000_000_000, line: refused(401, "timestamp_refused") },
  { what: "is no JSON", body: "{", line: refused(400, "unreadable") },
  { what: "is too large", body: "x".repeat(70_000), line: refused(413, "too_large") },
  {
    what: "is no POST",
    method: "GET",
    line: { ...none, event: "webhook.not_posted", severity: "INFO", status: 405 },
  },
  {
    what: "comes before there is a secret",
    configured: "",
    line: { ...none, event: "webhook.not_configured", severity: "ERROR", counts: ["credential-failures"] },
  },
  {
    what: "cannot be stored",
    isStoring: false,
    line: { ...ids, event: "webhook.not_stored", severity: "ERROR", counts: ["failures"] },
  },
  {
    what: "is passed on while another secret was typed wrong",
    isKnown: true,
    configured: `${secret} whsec_oops`,
    line: {
      ...ids,
      event: "webhook.touched",
      severity: "ERROR",
      notes: "webhook.secret_unusable",
      unusable: 1,
      counts: ["credential-failures"],
    },
  },
];

describe("pointcheckoutWebhook writes one line of the log when a delivery", () => {
  for (const { what, line, ...given } of CASES) {
    it(what, async () => {
      assertLines(await linesOf(() => deliver(given)), [line]);
    });
  }
});

async function deliver(given: Omit<Case, "what" | "line">) {
  const { order = anOrder(), method = "POST", configured = secret } = given;
  const { body = JSON.stringify({ id: FIRST, orderId: "ORD-1" }), isStoring = true, timestamp } = given;
  const database = new MemoryDatabase(at(100));
  database.put(order, database.tick());
  const version = database.tick();
  if (given.isKnown) database.checkouts.set(FIRST, { fields: { checkoutId: FIRST, touches: 0 }, version });
  const checkouts = new MemoryCheckoutStore(database);
  if (!isStoring) checkouts.touch = () => Promise.reject(new Error("UNAVAILABLE"));
  const signed = signWebhook(body, {
    secrets: [given.signedWith ?? secret],
    ...(timestamp === undefined ? {} : { timestamp }),
  });
  const headers: Record<string, string | undefined> = { ...signed, ...given.headers };
  const secrets = parseWebhookSecrets(configured);
  return receiveWebhook(
    { orders: new MemoryOrderStore(database, cloudLog), checkouts, secrets, log: cloudLog },
    { method, header: (name) => headers[name], rawBody: Buffer.from(body) },
  );
}
