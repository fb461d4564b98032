import assert from "node:assert/strict";
import { mock } from "node:test";
import type { Branch } from "../pointcheckout/responses.js";
import { readBranches } from "./lazy/list-branches.js";

const main = { id: "1", name: "Main", currency: "AED", description: null, enabled: true };

describe("readBranches", () => {
  const aVendor = () => ({ listBranches: mock.fn(async (): Promise<Branch[]> => [main]) });

  it("asks the vendor once in five minutes, however many forms are opened", async () => {
    const vendor = aVendor();
    assert.deepEqual(await Promise.all([0, 0].map((ms) => readBranches(vendor, ms))), [[main], [main]]);
    assert.deepEqual(await readBranches(vendor, 299_999), [main]);
    assert.equal(vendor.listBranches.mock.callCount(), 1);
    await readBranches(vendor, 300_000);
    assert.equal(vendor.listBranches.mock.callCount(), 2);
  });

  it("asks again after a failure", async () => {
    const vendor = aVendor();
    vendor.listBranches.mock.mockImplementationOnce(() => Promise.reject(new Error("down")));
    await assert.rejects(Promise.all([readBranches(vendor), readBranches(vendor)]), /down/);
    assert.deepEqual(await readBranches(vendor), [main]);
    assert.equal(vendor.listBranches.mock.callCount(), 2);
  });
});
