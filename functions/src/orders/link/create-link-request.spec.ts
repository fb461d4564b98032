import assert from "node:assert/strict";
import { aLeased, anOrder } from "../../../test/fixtures/orders.js";
import { toCreateLinkBody } from "../../pointcheckout/requests.js";
import { readContent } from "../model/content.js";
import { toCreateLinkRequest } from "./create-link-request.js";

describe("toCreateLinkRequest", () => {
  const request = aLeased(60, { attempt: 2 });
  const stored = { ...anOrder().content, customerUid: "customer-1", apiSecret: "s", note: "vip" };

  it("asks for what the request says, and sends nothing but the vendor's fields", () => {
    const content = readContent(stored);
    assert.ok(content.ok);
    const body = JSON.parse(toCreateLinkBody(toCreateLinkRequest("ORD-1", content.value, request)));
    assert.deepEqual(
      [body.requestId, body.expiresIn, body.sendSms, body.sendEmail],
      ["ORD-1-r2", request.expiresIn, request.sendSms, request.sendEmail],
    );
    for (const ours of ["customerUid", "apiSecret", "note", "linkOptions", "redactedAt"])
      assert.ok(!(ours in body), ours);
  });
});
