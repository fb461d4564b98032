import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { call, linkFor } from "../support/callables.js";
import { vendor } from "../support/vendor.js";

type Branch = { id: string; name: string | null; currency: string; description: string; enabled: boolean };
const list = async () => (await call<{ branches: Branch[] }>("listBranches", {})).result?.branches;

describe("listBranches", () => {
  it("offers a form the branches that a link can name, and asks the vendor once", async () => {
    const branchId = "1601731695315563241";
    await linkFor(linkInput({ branchId }));
    const branches = (await list()) ?? assert.fail("no answer");
    const main = branches.find(({ name }) => name === "Main branch") ?? assert.fail("no main branch");
    assert.deepEqual([main.currency, main.enabled], ["AED", true]);
    assert.match(main.id, /^[0-9]{19}$/);
    assert.ok(branches.some(({ id }) => id === branchId));
    const { length: asked } = await vendor.requests({ operation: "list-branches" });
    assert.deepEqual(await list(), branches);
    assert.equal((await vendor.requests({ operation: "list-branches" })).length, asked);
  });
});
