import assert from "node:assert/strict";
import { aLinkDesk, command } from "../../../test/support/link-desk.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import type { OrderStore } from "../store/order-store.js";
import { type CreateLinkDependencies, createLink } from "./create-link.js";

/** One order, with a note of each round trip to its store. */
function arrange() {
  const { vendor, orders: stored, deps } = aLinkDesk();
  const trips: string[] = [];
  const orders: OrderStore = {
    read: (orderId) => {
      trips.push("read");
      return stored.read(orderId);
    },
    commit: (...write) => {
      trips.push("write");
      return stored.commit(...write);
    },
    due: (...asked) => stored.due(...asked),
  };
  return { vendor, stored, deps: { ...deps, orders }, trips };
}

describe("createLink, trip by trip", () => {
  it("reads once and writes twice for a new link, and answers what a later call reads", async () => {
    const { deps, trips } = arrange();
    const link = await createLink(deps, command);
    assert.deepEqual(trips.splice(0), ["read", "write", "write"]);
    assert.deepEqual(await createLink(deps, command), link);
    assert.deepEqual(trips, ["read"]);
  });

  it("reads nothing of its own when its first read has begun already", async () => {
    const { deps, stored, trips } = arrange();
    const first = () => stored.read(command.orderId);
    const link = await createLink(deps, command, first());
    assert.deepEqual(trips.splice(0), ["write", "write"]);
    assert.deepEqual(await createLink(deps, command, first()), link);
    assert.deepEqual(trips, []);
  });

  it("reads again when the order has changed since its first read", async () => {
    const { deps, stored, vendor } = arrange();
    const before = stored.read(command.orderId);
    await before;
    const link = await createLink(deps, command);
    assert.deepEqual(await createLink(deps, command, before), link);
    assert.equal(vendor.ledger.length, 1);
  });

  it("gives no link that was paid before its lost answer was found, though nothing is read again", async () => {
    const { deps, vendor, trips } = arrange();
    const paidAtOnce: CreateLinkDependencies["pointcheckout"]["createLink"] = async (request) => {
      const { id } = await vendor.createLink(request);
      vendor.change(id, "PAID");
      throw new PointCheckoutError({ kind: "timeout", operation: "POST checkout/link" });
    };
    const pointcheckout = { ...deps.pointcheckout, createLink: paidAtOnce };
    await assert.rejects(createLink({ ...deps, pointcheckout }, command), { code: "failed-precondition" });
    assert.deepEqual(trips, ["read", "write", "write"]);
  });
});
