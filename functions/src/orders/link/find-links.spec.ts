import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import { anOrderAt, aRemote, aRequest, FIRST, SECOND } from "../../../test/fixtures/orders.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import { findLinks, RequestConflict } from "./obtain-links.js";

const order = anOrderAt("PENDING");
const requestId = order.attempts[FIRST]?.requestId ?? assert.fail("the order has no first link");
const search = (...content: RemoteCheckout[]) =>
  findLinks(
    { searchCheckouts: async () => ({ content, page: 0, size: 20, totalPages: 1, totalElements: null }) },
    order,
    aRequest({ requestId }),
  );

describe("findLinks", () => {
  it("makes no conflict of a link that the order has, when a search says another amount of it", async () => {
    const found = await search(aRemote({ requestId, amount: "99.00" }));
    assert.deepEqual(pluck(found, "id"), [FIRST]);
  });

  it("makes a conflict of a link that the order does not have, and that is for another amount", async () => {
    await assert.rejects(search(aRemote({ id: SECOND, requestId, amount: "99.00" })), RequestConflict);
  });

  it("wants order id, currency and amount of such a link equal where present", async () => {
    const requested = { id: SECOND, requestId };
    for (const fields of [{}, { amount: "1.0E1" }, { orderId: null }, { currency: null }, { amount: null }])
      assert.equal((await search(aRemote({ ...requested, ...fields }))).length, 1);
    for (const fields of [{ orderId: "other" }, { currency: "other" }, { amount: "10.01" }])
      await assert.rejects(search(aRemote({ ...requested, ...fields })), RequestConflict);
  });

  it("passes over what stands under another request id", async () => {
    for (const other of [`${requestId}0`, null])
      assert.deepEqual(await search(aRemote({ id: SECOND, requestId: other })), []);
  });
});
