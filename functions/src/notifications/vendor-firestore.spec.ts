import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import { ABSENT, digest } from "./vendor-firestore.js";

describe("digest", () => {
  it("stands for a document that does not exist", () => assert.equal(digest(undefined), ABSENT));

  it("distinguishes undefined, null, the empty text and the empty document", () => {
    const digests = [undefined, null, "", "null", "absent", {}, [], 0, false].map((content) =>
      digest(content),
    );
    assert.equal(new Set(digests).size, digests.length);
  });

  it("does not depend on the order of fields, but on that of elements", () => {
    assert.equal(digest({ a: 1, b: { c: 2, d: 3 } }), digest({ b: { d: 3, c: 2 }, a: 1 }));
    assert.notEqual(digest([1, 2]), digest([2, 1]));
  });

  it("differs for every change of a value", () => {
    const document = { status: "PENDING", at: 1, nested: { paid: false } };
    const others = [
      { ...document, status: "PAID" },
      { ...document, at: 2 },
      { ...document, nested: { paid: true } },
      { ...document, more: null },
    ];
    assert.equal(new Set([document, ...others].map(digest)).size, 5);
  });

  it("is one of 64 hexadecimal digits for a document of any content, and the same again", () => {
    const property = fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true }),
      (content) => {
        if (content === undefined) return;
        const first = digest(content);
        assert.match(first, /^[0-9a-f]{64}$/);
        assert.equal(digest(content), first);
      },
    );
    prove("values: digests", property, budget.values);
  });

  it("does not fail on a document that holds itself", () => {
    const loop: Record<string, unknown> = { a: 1 };
    loop.self = loop;
    assert.match(digest(loop), /^[0-9a-f]{64}$/);
  });
});
