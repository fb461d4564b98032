import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { pluck } from "../../../test/pluck.js";
import { prove } from "../../../test/prove.js";
import { agreeing, aPair, linkId, unnoticed } from "../../test/fixtures/audited.js";
import { aRemote } from "../../test/fixtures/orders.js";
import {
  aMixedWorld,
  assertConsistent,
  audit,
  aWorld,
  aYoungPair,
  DAY_MS,
  outcome,
  type World,
} from "../../test/support/audit-world.js";
import { DAY_OF_AUDIT } from "../../test/support/memory-audit.js";
import { failure, type ListingHabits } from "../../test/support/vendor-listing.js";
import { addMilliseconds, toIsoString } from "../shared/instant.js";

/** A link is made while the audit runs. */
function appear(world: World, n: number): void {
  const { order, listable } = aYoungPair(n);
  world.firestore.put(order);
  world.vendor.all.push(listable);
}

describe("compareVendorPage", () => {
  describe("reads every page", () => {
    const whole: Partial<ListingHabits>[] = [
      { newestFirst: true },
      { newestFirst: false },
      { cap: 1 },
      { cap: 7 },
      { cap: 7, newestFirst: false },
      { cap: 7, countsPagesBySizeAsked: true },
      { cap: 7, countsPagesBySizeAsked: true, totalElements: "page" },
      { cap: 7, totalElements: "page" },
      { cap: 7, totalElements: "page", newestFirst: false },
      { cap: 7, totalElements: "page", totalPages: false },
      { cap: 7, totalElements: "absent" },
      { cap: 7, totalElements: "absent", totalPages: false },
      { totalElements: "absent" },
      { cap: 7, refusesPagesBeyond: true },
      { cap: 7, totalPages: false },
      { cap: 7, totalPages: false, newestFirst: false },
      { refusesSizeAbove: 99 },
      { refusesSizeAbove: 99, defaultSize: 3 },
      { ignoresSize: true, cap: 5 },
      { ignoresSize: true, cap: 10_000 },
    ];
    for (const habits of whole) {
      it(`of a vendor with ${JSON.stringify(habits)}`, async () => {
        const [usual, other] = [aMixedWorld(), aMixedWorld(habits)];
        await audit(usual);
        await audit(other);
        const { counts, ...rest } = outcome(other);
        const { counts: usually, ...same } = outcome(usual);
        assert.deepEqual(rest, same);
        const { vendorCalls, expected } = counts;
        assert.deepEqual(counts, { ...usually, vendorCalls, expected });
        assertConsistent(other);
      });
    }

    it("once, of a vendor that counts all", async () => {
      const world = aMixedWorld({ cap: 7 });
      await audit(world);
      assert.deepEqual(pluck(world.vendor.asked, "page"), [0, 1, 2, 3, 0, 0, 0]);
      assert.deepEqual(world.vendor.asked[0], {
        type: "LINK",
        page: 0,
        size: 100,
        afterTimestamp: toIsoString(addMilliseconds(DAY_OF_AUDIT, -10 * DAY_MS))
          .slice(0, 19)
          .replace("T", " "),
      });
      const others = [["REFUNDED"], ["PARTIALLY_REFUNDED"], ["CHARGEBACK"]];
      assert.deepEqual(pluck(world.vendor.asked.slice(4), "status"), others);
    });

    it("all 135 of a vendor that counts the page alone, and calls none unknown", async () => {
      const world = aWorld(agreeing(135), { totalElements: "page" });
      const { state, counts, differences } = await audit(world);
      assert.deepEqual([state, counts.checkouts, counts.agreed, differences], ["complete", 135, 135, {}]);
      assert.equal(counts.vendorCalls, 2 + 3, "two pages, and one for each of the other questions");
    });
  });

  describe("says that it did not see all, finds what it saw, and soon gives up,", () => {
    const partly: [Partial<ListingHabits>, number][] = [
      [{ ignoresPage: true, cap: 7 }, 6 + 3],
      [{ ignoresPage: true, cap: 7, totalElements: "page" }, 6 + 3],
      [{ ignoresPage: true, cap: 7, totalElements: "absent" }, 6 + 3],
      [{ ignoresPage: true, cap: 7, totalPages: false }, 6 + 3 * 6],
      [{ ignoresPage: true, cap: 7, totalPages: false, totalElements: "page" }, 6 + 3 * 6],
      [{ refusesPagesBeyond: true, cap: 7, totalPages: false, totalElements: "page" }, 3 * 5 + 3 * 6],
    ];
    for (const [habits, mostCalls] of partly) {
      it(`of a vendor with ${JSON.stringify(habits)}`, async () => {
        const world = aMixedWorld({ ...habits, newestFirst: true });
        const { state, gaps, counts, differences } = await audit(world);
        assert.equal(state, "incomplete");
        assert.ok(gaps.includes("window_incomplete") && gaps.includes("ours_not_compared"));
        assert.equal(differences.unknown_to_us, 1);
        assert.equal(differences.unknown_to_vendor, undefined);
        assert.equal(counts.checkouts, habits.ignoresPage ? 7 + 2 : 22);
        assert.ok(counts.vendorCalls <= mostCalls, `${counts.vendorCalls} calls`);
        assert.equal(counts.vendorCalls, world.vendor.asked.length);
        assertConsistent(world);
        assert.equal(world.logged.at(-1)?.level, "warn");
      });
    }
  });

  it("sees what appears while pages are read, for one page more", async () => {
    const world = aWorld(agreeing(50), { cap: 10 });
    world.vendor.beforeAnswer = (call) => {
      if (call === 3) appear(world, 700);
    };
    const { state, counts } = await audit(world);
    assert.deepEqual([state, counts.checkouts, counts.expected], ["complete", 51, 51]);
    // The shifted pages, one beyond, the first again, and the three other questions.
    assert.equal(counts.vendorCalls, 6 + 1 + 1 + 3);
    assertConsistent(world);
  });

  it("never takes what it did not see for what is not there, whatever appears and whenever", async () => {
    const arrivals = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 });
    const habits = fc.record({
      cap: fc.integer({ min: 1, max: 12 }),
      newestFirst: fc.boolean(),
      totalPages: fc.boolean(),
      totalElements: fc.constantFrom("all", "page", "absent"),
      countsPagesBySizeAsked: fc.boolean(),
      refusesPagesBeyond: fc.boolean(),
    });
    let complete = 0;
    const some = fc.integer({ min: 0, max: 40 });
    const property = fc.asyncProperty(some, arrivals, habits, async (present, calls, how) => {
      const world = aWorld(agreeing(present), how);
      world.vendor.beforeAnswer = (call) => {
        if (calls.includes(call)) appear(world, 500 + call);
      };
      const { state, counts, differences } = await audit(world);
      assert.equal(differences.unknown_to_vendor, undefined);
      if (state === "complete") {
        complete += 1;
        assert.ok(counts.checkouts >= present, `${counts.checkouts} of ${present}`);
        if (how.totalElements === "all") assert.equal(counts.checkouts, counts.expected);
      }
      assertConsistent(world);
    });
    await prove("audit: pages that change while they are read", property, budget.changingPages);
    assert.ok(complete > budget.changingPages * 0.4, `${complete} of ${budget.changingPages} were complete`);
  });

  it("counts a checkout once that is listed twice, on one page or on two", async () => {
    const pair = aPair(1, { status: "PENDING" }, { status: "PAID" });
    for (const cap of [1, 10]) {
      const world = aWorld([pair, ...agreeing(3, 10)], { cap });
      world.vendor.all.splice(2, 0, pair.listable);
      const { counts, differences } = await audit(world);
      assert.deepEqual([counts.checkouts, differences], [4, { paid_unnoticed: 1 }]);
      assertConsistent(world);
    }
  });

  it("counts a refund once that two questions show", async () => {
    const old = aPair(1, { status: "PAID" }, { status: "REFUNDED", totalRefunded: "10.00" });
    const world = aWorld([old]);
    const { counts, differences } = await audit(world);
    assert.deepEqual([counts.checkouts, differences, counts.vendorCalls], [1, { refund_unnoticed: 1 }, 4]);
  });

  it("compares what can be read of a page, and says that there is more", async () => {
    const world = aMixedWorld({ cap: 7 });
    const hidden = world.vendor.all[3] ?? assert.fail();
    world.vendor.all[3] = { ...hidden, isUnreadable: true };
    const { state, gaps, counts, differences } = await audit(world);
    assert.deepEqual([state, counts.checkouts], ["incomplete", 21]);
    assert.deepEqual(gaps, ["unreadable_checkouts", "ours_not_compared"]);
    assert.equal(differences.unknown_to_vendor, undefined);
    assertConsistent(world);
  });

  it("goes on with the other questions when one is refused", async () => {
    const world = aMixedWorld({ knowsChargebacks: false });
    const { state, gaps, differences } = await audit(world);
    assert.deepEqual([state, gaps], ["incomplete", ["charged_back_refused"]]);
    assert.equal(differences.unknown_to_vendor, 1);
    const other = aMixedWorld();
    other.vendor.beforeAnswer = (call) => {
      if (other.vendor.asked[call - 1]?.afterTimestamp !== undefined) throw failure("rejected");
    };
    const refused = await audit(other);
    assert.deepEqual(refused.gaps, ["window_refused", "ours_not_compared"]);
    assert.equal(refused.differences.chargeback_unnoticed, 1);
    assertConsistent(other);
  });

  it("says that it did not see all of a listing whose later pages are refused", async () => {
    const world = aMixedWorld({ cap: 7 });
    world.vendor.beforeAnswer = (call) => {
      if ((world.vendor.asked[call - 1]?.page ?? 0) > 1) throw failure("rejected");
    };
    const { gaps, pageSize, counts } = await audit(world);
    assert.deepEqual(gaps, ["window_incomplete", "ours_not_compared"]);
    assert.deepEqual([pageSize, counts.vendorCalls], [7, 3 * 3 + 3]);
    assertConsistent(world);
  });

  it("counts a subscription's checkouts apart, and finds no fault with them", async () => {
    const world = aWorld(agreeing(3));
    const ofSubscription = { orderId: "SUB-1", requestId: null, isLink: false };
    for (const n of [700, 701])
      world.vendor.all.push({ remote: aRemote({ id: linkId(n), ...ofSubscription }) });
    const { state, counts, differences } = await audit(world);
    assert.deepEqual([state, counts.checkouts, counts.otherKinds, differences], ["complete", 3, 2, {}]);
    assert.equal(world.logged.at(-1)?.level, "info");
    assertConsistent(world);
  });

  it("takes a page however large in bounded pieces", async () => {
    const world = aWorld(unnoticed(1001), { ignoresSize: true, cap: 20_000 });
    const { state, counts } = await audit(world);
    const { checkouts, healing, vendorCalls } = counts;
    assert.deepEqual([state, checkouts, healing, vendorCalls], ["complete", 1001, 1001, 4]);
    assert.equal(world.firestore.touched.length, 1001);
    assertConsistent(world);
  });
});
