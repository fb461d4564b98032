import assert from "node:assert/strict";
import { readBranches } from "./lazy/list-branches.js";

const main = { id: "1", name: "Main", currency: "AED", description: null, enabled: true };

describe("readBranches", () => {
  let reads = 0;
  let failure: Error | null = null;
  let time = 0;
  const listBranches = async () => {
    reads += 1;
    if (failure) throw failure;
    return [main];
  };

  beforeEach(() => {
    [reads, failure, time] = [0, null, 0];
  });

  it("asks the vendor once in five minutes, however many forms are opened", async () => {
    const vendor = { listBranches };
    const list = () => readBranches(vendor, time);
    assert.deepEqual(await Promise.all([list(), list()]), [[main], [main]]);
    time = 299_999;
    assert.deepEqual(await list(), [main]);
    assert.equal(reads, 1);
    time = 300_000;
    await list();
    assert.equal(reads, 2);
  });

  it("asks again after a failure", async () => {
    const vendor = { listBranches };
    const list = () => readBranches(vendor);
    failure = new Error("down");
    await assert.rejects(Promise.all([list(), list()]), failure);
    failure = null;
    assert.deepEqual(await list(), [main]);
    assert.equal(reads, 2);
  });
});
