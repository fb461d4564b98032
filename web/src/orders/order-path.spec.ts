import assert from "node:assert/strict";
import fc from "fast-check";
import { matchRoutes } from "react-router";
import { orderIdOfPath, orderPath } from "./order-path.js";

const routes = [{ path: "orders/:orderId" }, { path: "orders/:orderId/edit" }];

/** As a browser reads the address, and the router the browser's. */
function orderIdAt(path: string): string {
  const [match] = matchRoutes(routes, new URL(path, "https://example.com").pathname) ?? [];
  return orderIdOfPath(match?.params.orderId);
}

describe("the page of an order", () => {
  for (const orderId of [".", "..", "a%2Fb", "a%252Fb", "%2E", "2024/123", "#1001", "100%", "a b?c"])
    it(`is found for ${orderId}`, () => {
      assert.equal(orderIdAt(orderPath(orderId)), orderId);
      assert.equal(orderIdAt(`${orderPath(orderId)}/edit`), orderId);
    });

  it("is found for any id", () => {
    const sign = fc.constantFrom(...Array.from("%/._#?&+:aA25EF "));
    const ids = fc.string({ unit: sign, minLength: 1, maxLength: 12 }).filter((id) => id.trim() === id);
    fc.assert(fc.property(ids, (orderId) => assert.equal(orderIdAt(orderPath(orderId)), orderId)));
  });

  it("is found where others link to it by the id alone", () => {
    for (const orderId of ["2024/123", "#1001", "100%"])
      assert.equal(orderIdAt(`/orders/${encodeURIComponent(orderId)}`), orderId);
  });
});
