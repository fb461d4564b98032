import assert from "node:assert/strict";
import type { Reply } from "../support/callables.js";
import { environment } from "../support/environment.js";

describe("a backend without a user, over HTTP", () => {
  it("is refused by a deployment that lists no service account, and the refusal names the parameter", async () => {
    const { functionsUrl, project } = environment;
    const response = await fetch(`${functionsUrl}/${project}/us-central1/createPaymentLink`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-pointcheckout-service-token": "a.b.c" },
      body: JSON.stringify({ data: { orderId: "ORD-1" } }),
    });
    const { error } = (await response.json()) as Reply;
    assert.equal(error.status, "PERMISSION_DENIED");
    assert.match(error.message, /POINTCHECKOUT_SERVICE_ACCOUNTS/);
  });
});
