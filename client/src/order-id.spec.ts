import assert from "node:assert/strict";
import fc from "fast-check";
import { documentIdOf, orderIdSchema, orderIdOf as theirs } from "../../functions/src/shared/order-id.js";
import { orderDocumentId, orderIdOf } from "./order-id.js";

const ids = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from(" %/._#aA25EF")), minLength: 1, maxLength: 12 }),
  fc.string({ maxLength: 110 }),
);

describe("orderDocumentId", () => {
  it("takes the same ids as the functions, to the same documents and back", () => {
    const property = fc.property(ids, (id) => {
      if (!orderIdSchema.safeParse(id).success) return assert.throws(() => orderDocumentId(id));
      const documentId = orderDocumentId(id);
      assert.equal(documentId, documentIdOf(id));
      assert.deepEqual([orderIdOf(documentId), theirs(documentId)], [id, id]);
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});
