import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { aLeased, anOrder, FIRST } from "../../test/fixtures/orders.js";
import { newWebhookSecret } from "../../test/support/sign-webhook.js";
import { aWebhookEndpoint, endpointSecret, type Sent } from "../../test/support/webhook-endpoint.js";
import { assertLines, type Expected, linesOf } from "../../test/support/written-lines.js";
import type { Order } from "../orders/model/order.js";
import { cloudLog } from "../shared/cloud-log.js";
import type { WebhookAnswer } from "./receive-webhook.js";

type Case = Sent & {
  what: string;
  order?: Order;
  isStoring?: boolean;
  configured?: string;
  /** What is answered: 200 by default. */
  status?: number;
  line: Expected;
};

const ids = { orderId: "ORD-1", checkoutId: FIRST };
const none = { orderId: undefined, checkoutId: undefined };
const refused = (status: number, reason: string): Pick<Case, "status" | "line"> => ({
  status,
  line: {
    ...none,
    event: "webhook.refused",
    severity: "WARNING",
    status,
    reason,
    counts: status === 401 ? ["signature-failures"] : [],
  },
});
const CASES: readonly Case[] = [
  { what: "is passed on", line: { ...ids, event: "webhook.touched", severity: "INFO" } },
  {
    what: "says only what is known",
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
    order: anOrder({ attempts: {} }),
    body: JSON.stringify({ id: FIRST }),
    line: { ...ids, orderId: undefined, event: "webhook.not_ours", severity: "WARNING" },
  },
  {
    what: "overtakes the link's own answer",
    order: anOrder({ attempts: {}, requests: [aLeased(900)] }),
    status: 503,
    line: { ...ids, event: "webhook.too_early", severity: "WARNING" },
  },
  {
    what: "is signed by somebody else",
    secrets: [newWebhookSecret("a-secret-that-somebody-made-up")],
    ...refused(401, "signature_wrong"),
  },
  { what: "is not signed", headers: { "message-signature": undefined }, ...refused(401, "headers_missing") },
  { what: "is stale", timestamp: 1_000_000_000, ...refused(401, "timestamp_refused") },
  { what: "is no JSON", body: "{", ...refused(400, "unreadable") },
  { what: "is too large", body: "x".repeat(70_000), ...refused(413, "too_large") },
  {
    what: "is no POST",
    method: "GET",
    status: 405,
    line: { ...none, event: "webhook.not_posted", severity: "INFO", status: 405 },
  },
  {
    what: "comes before there is a secret",
    configured: "",
    status: 503,
    line: { ...none, event: "webhook.not_configured", severity: "ERROR", counts: ["credential-failures"] },
  },
  {
    what: "cannot be stored",
    isStoring: false,
    status: 503,
    line: { ...ids, event: "webhook.not_stored", severity: "ERROR", counts: ["failures"] },
  },
  {
    what: "is passed on while another secret was typed wrong",
    configured: `${endpointSecret} whsec_oops`,
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
  for (const { what, order, isStoring = true, configured, status = 200, line, ...sent } of CASES) {
    it(what, async () => {
      const { deliver, deps, wrote } = aWebhookEndpoint(order, { configured, log: cloudLog });
      if (!isStoring) deps.checkouts.touch = () => Promise.reject(new Error("UNAVAILABLE"));
      const answers: WebhookAnswer[] = [];
      assertLines(await linesOf(async () => answers.push(await deliver(sent))), [line]);
      assert.deepEqual(pluck(answers, "status"), [status]);
      assert.equal(wrote.length, line.event === "webhook.touched" ? 1 : 0);
    });
  }
});
