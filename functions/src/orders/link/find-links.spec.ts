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

  it("passes over what stands under another request id", async () => {
    assert.deepEqual(await search(aRemote({ id: SECOND, requestId: `${requestId}0` })), []);
  });
});
