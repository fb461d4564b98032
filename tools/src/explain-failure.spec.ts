import assert from "node:assert/strict";
import { ConfigurationError } from "../../functions/src/config.js";
import { OrderError } from "../../functions/src/orders/model/order-error.js";
import { PointCheckoutError } from "../../functions/src/pointcheckout/errors.js";
import { CommandFailure } from "./command-failure.js";
import { explainFailure } from "./explain-failure.js";

describe("explainFailure", () => {
  const rejected = { kind: "rejected", operation: "GET checkout/{id}", status: 400 } as const;
  const unresolved = Object.assign(new Error(), { code: "ENOTFOUND" });
  for (const [error, message, remedy] of [
    [
      new PointCheckoutError({ ...rejected, vendorMessage: "Not found" }),
      /vendor says: Not found/,
      /Check the id/,
    ],
    [new PointCheckoutError({ ...rejected, kind: "unauthorized", status: 401 }), /401/, /API_SECRET/],
    [new ConfigurationError("X has to be 1"), /X has to be 1/, /\.env\.<project>.* configDir/],
    [new OrderError("not-found", "There is no such order."), /no such order/, /--project/],
    [Object.assign(new Error("14 UNAVAILABLE"), { code: 14 }), /UNAVAILABLE/, /npm start/],
    [Object.assign(new Error("7 PERMISSION_DENIED"), { code: 7 }), /DENIED/, /roles\/datastore/],
    [new Error("Could not load the default credentials."), /default credentials/, /gcloud auth/],
    [Object.assign(new Error("invalid_grant"), { code: "400" }), /invalid_grant/, /gcloud auth/],
    [new Error("The file at /x.json does not exist, or it is not a file."), /x\.json/, /gcloud auth/],
    [Object.assign(new Error("request failed"), { code: "EAI_AGAIN" }), /request failed/, /a connection\?/],
    [new TypeError("fetch failed", { cause: unresolved }), /fetch failed/, /a connection\?/],
    [new DOMException("The operation timed out", "TimeoutError"), /timed out/, /a connection\?/],
  ] as const) {
    it(`names a remedy for “${error.message}”`, () => {
      const failure = explainFailure(error);
      assert.ok(failure instanceof CommandFailure);
      assert.match(failure.message, message);
      assert.match(failure.remedy, remedy);
      assert.equal(failure.exitCode, 1);
    });
  }
  it("leaves a defect of ours as it is", () => {
    const defect = new TypeError("x is not a function");
    assert.equal(explainFailure(defect), defect);
  });
});
