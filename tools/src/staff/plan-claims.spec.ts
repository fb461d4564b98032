import assert from "node:assert/strict";
import { grantRole, revokeRole } from "./plan-claims.js";

describe("claims", () => {
  it("get a role beside what they hold", () => {
    assert.deepEqual(grantRole(undefined, "staff"), { role: "staff" });
    assert.deepEqual(grantRole({ tenant: 7, role: "staff" }, "admin"), { tenant: 7, role: "admin" });
    assert.equal(grantRole({ role: "staff" }, "staff"), null);
  });
  it("lose the role and nothing else", () => {
    assert.deepEqual(revokeRole({ tenant: 7, role: "admin" }), { tenant: 7 });
    assert.deepEqual([revokeRole(undefined), revokeRole({ tenant: 7 })], [null, null]);
  });
});
