import assert from "node:assert/strict";
import {
  aLeased,
  anAttempt,
  anOrder,
  aRequest,
  at,
  FIRST,
  secondsOf,
} from "../../../test/fixtures/orders.js";
import { deriveNextCheckAt } from "../transition/derive.js";
import { dueRequests, type LinkRequest, searchAtOnce, withRequest } from "./request.js";

const first = aRequest({ attempt: 1, searchAt: at(30) });
const second = aRequest({ attempt: 2, searchAt: at(20) });

describe("an order's requests", () => {
  it("are remembered once each", () => {
    const one = withRequest({ requests: [] }, first.requestId, first);
    const both = withRequest({ requests: one }, second.requestId, second);
    const later = { ...first, searchAt: null };
    assert.deepEqual(withRequest({ requests: both }, first.requestId, later), [second, later]);
  });

  it("are forgotten when nothing more can come of them, and no other is", () => {
    assert.deepEqual(withRequest({ requests: [first, second] }, first.requestId, null), [second]);
    assert.deepEqual(withRequest({ requests: [second] }, first.requestId, null), [second]);
  });

  it("make the order due at the first search of any of them", () => {
    const attempts = { [FIRST]: anAttempt({ nextCheckAt: at(60) }) };
    const order = anOrder({ attempts, requests: [first, second] });
    assert.equal(secondsOf(deriveNextCheckAt(order)), 20);
    const requests = order.requests.map((one) => ({ ...one, searchAt: null }));
    assert.equal(secondsOf(deriveNextCheckAt({ ...order, requests })), 60);
  });

  it("are searched for when due, the abandoned one first, and none while somebody holds a lease", () => {
    const leased = aLeased(40, { attempt: 3 });
    const ids = (seconds: number) =>
      dueRequests({ requests: [first, second, leased] }, at(seconds)).map(({ attempt }) => attempt);
    assert.deepEqual([ids(35), ids(40)], [[], [3, 1, 2]]);
    assert.deepEqual(dueRequests({ requests: [first, second] }, at(25)), [second]);
  });

  it("are hastened, but for one that is being made, and a second one of an id that has a link", () => {
    const hasten = (requests: LinkRequest[], attempts = {}) => searchAtOnce({ requests, attempts }, at(5));
    const [one, other] = [first, second].map((request) => ({ ...request, searchAt: at(5) }));
    assert.deepEqual(hasten([first, second]), { requests: [one, other] });
    const attempts = { [FIRST]: anAttempt({ requestId: first.requestId }) };
    assert.deepEqual(hasten([first, second], attempts), { requests: [first, other] });
    assert.equal(hasten([first], attempts), null);
    assert.equal(hasten([]), null);
    assert.equal(hasten([aLeased(40)]), null);
  });
});
