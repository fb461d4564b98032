import assert from "node:assert/strict";
import { assertRefused, describeWithSimulator, linkBody } from "../../test/support/with-simulator.js";

describeWithSimulator("control API", (bench) => {
  it("answers that it is healthy", async () => {
    await bench.createLink();
    const { json } = await bench.control("GET", "health");
    assert.deepEqual([json.ok, json.firestore, json.checkouts], [true, null, 1]);
    assert.ok(!Number.isNaN(Date.parse(json.now ?? "")));
  });

  it("forgets everything on reset", async () => {
    await bench.paidLink();
    await bench.arm({ kind: "reset-before", operation: "*" });
    await bench.control("PUT", "faults/chances", { seed: 1, profiles: ["resets"], rate: 1 });
    await bench.advance(1_000);
    await bench.control("POST", "reset");
    for (const list of ["checkouts", "requests", "notifications", "faults"] as const)
      assert.deepEqual((await bench.control("GET", list)).json[list], [], list);
    assert.deepEqual((await bench.control("GET", "faults/chances")).json.chances, []);
    assert.deepEqual((await bench.control("GET", "outbox")).json.messages, []);
    assert.equal((await bench.control("GET", "clock")).json.offsetMs, 0);
    await bench.createLink();
  });

  it("moves the clock on and sets it", async () => {
    await bench.advance(60_000);
    assert.equal((await bench.control("POST", "clock", { advanceMs: 60_000 })).json.offsetMs, 120_000);
    assert.equal((await bench.control("POST", "clock", { offsetMs: -5 })).json.offsetMs, -5);
    assert.equal((await bench.control("POST", "clock", { offset: "-2h" })).json.offsetMs, -7_200_000);
    assert.equal((await bench.control("POST", "clock", { advance: "2h" })).json.offsetMs, 0);
    const texts = [{ advance: "15" }, { advance: "-1s" }, { offset: "-9999d" }];
    const numbers = [{ advanceMs: -1 }, { advanceMs: 1.5 }, { advanceMs: 1, offsetMs: 1 }, { offsetMs: "1" }];
    for (const body of [{}, "{", ...texts, ...numbers])
      assert.equal((await bench.control("POST", "clock", body)).status, 400, JSON.stringify(body));
  });

  it("shows the truth with its history in minor units", async () => {
    const { id } = await bench.paidLink();
    await bench.createLink({ requestId: "other", orderId: "ORD-2" });
    await bench.act(id, "refund", { amount: 125.5 });
    await bench.act(id, "reverse-refund", { amount: "100.00" });
    const { json } = await bench.control("GET", "checkouts?orderId=ORD-1&requestId=ORD-1-r1");
    const [checkout, ...others] = json.checkouts ?? [];
    assert.deepEqual(others, []);
    assert.equal(checkout?.status, "PARTIALLY_REFUNDED");
    assert.deepEqual([checkout.amountMinor, checkout.totalRefundedMinor], [12_550, 2_550]);
    const moves = checkout.history.map(({ move, status }) => `${move} ${status}`).join(", ");
    assert.equal(moves, "create PENDING, pay PAID, refund REFUNDED, reverse-refund PARTIALLY_REFUNDED");
  });

  it("refuses unlawful moves unless they are forced", async () => {
    const { id } = await bench.createLink({ expiresIn: 15 });
    assert.equal((await bench.act(id, "capture")).status, 409);
    assert.equal((await bench.act(id, "refund")).status, 409);
    await bench.advance(16 * 60_000);
    assert.equal((await bench.act(id, "pay")).status, 409);
    assert.equal((await bench.act(id, "pay", { force: true })).json.status, "PAID");
  });

  it("keeps a late authorization that was forced", async () => {
    const { id } = await bench.createLink({ expiresIn: 15 });
    await bench.advance(16 * 60_000);
    await bench.act(id, "authorize", { force: true });
    assert.equal((await bench.control("GET", `checkouts/${id}`)).json.status, "AUTHORIZED");
  });

  it("names the field that it cannot read", async () => {
    const { id } = await bench.createLink();
    await assertRefused(
      (body) => bench.control("POST", `checkouts/${id}/actions`, body),
      [
        [{ action: "explode" }, "action"],
        [{}, "action"],
        [{ action: "pay", amount: 1 }, "amount"],
        [{ action: "refund", amount: 0 }, "amount"],
        [{ action: "refund", amount: 0.001 }, "amount"],
        [{ action: "refund", amount: "ten" }, "amount"],
        [{ action: "pay", notify: "no" }, "notify"],
        [{ action: "pay", quietly: true }, "quietly"],
      ],
    );
  });

  it("creates a checkout as the portal would, without a request of the merchant's", async () => {
    const { status, json } = await bench.control("POST", "checkouts", linkBody());
    assert.deepEqual([status, json.status, json.history?.[0]?.actor], [201, "PENDING", "portal"]);
    assert.deepEqual((await bench.control("GET", "requests")).json.requests, []);
    assert.equal((await bench.control("POST", "checkouts", linkBody({ amount: 0 }))).json.field, "amount");
  });

  it("answers 404 for checkouts and paths that it does not have", async () => {
    assert.equal((await bench.act("1", "pay")).status, 404);
    assert.equal((await bench.control("POST", "checkouts/1/notify")).status, 404);
    assert.equal((await bench.control("GET", "nowhere")).status, 404);
  });
});
