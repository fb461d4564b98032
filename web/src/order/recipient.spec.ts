import assert from "node:assert/strict";
import { recipient } from "./recipient.js";

describe("the recipient of a link that is sent again", () => {
  const stored = "+971501234567";

  it("is the stored contact, as long as it is left as it is", () =>
    assert.equal(recipient(true, ` ${stored} `, stored), true));

  it("is the corrected one", () => assert.equal(recipient(true, "+971509999999 ", stored), "+971509999999"));

  it("is not the stored one when that was cleared", () => assert.equal(recipient(true, " ", stored), ""));

  it("is nobody by a way that was not chosen", () =>
    assert.equal(recipient(false, stored, stored), undefined));
});
