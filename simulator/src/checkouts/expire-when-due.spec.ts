import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { describeWithSimulator, eventually } from "../../test/support/with-simulator.js";
import { Clock } from "../clock.js";

const MINUTE = 60_000;

const startedAt = Date.now();
const stillClock = () => ({ clock: new Clock(() => startedAt) });

describeWithSimulator("expiry", stillClock, (bench) => {
  it("happens when its time has come, and not before", async () => {
    const { id } = await bench.createLink({ expiresIn: 15 });
    await bench.advance(15 * MINUTE - 1);
    assert.equal((await bench.api("GET", `checkout/${id}`)).json.result?.status, "PENDING");
    await bench.advance(1);
    assert.equal((await bench.api("GET", `checkout/${id}`)).json.result?.status, "EXPIRED");
  });

  it("takes an authorized payment too, and leaves a paid one alone", async () => {
    const authorized = await bench.createLink({ requestId: "a", expiresIn: 15 });
    const paid = await bench.createLink({ requestId: "p", expiresIn: 15 });
    await bench.act(authorized.id, "authorize");
    await bench.act(paid.id, "pay");
    await bench.advance(16 * MINUTE);
    assert.equal((await bench.api("GET", `checkout/${authorized.id}`)).json.result?.status, "EXPIRED");
    assert.equal((await bench.api("GET", `checkout/${paid.id}`)).json.result?.status, "PAID");
  });

  it("is announced when the clock moves, though nobody reads", async () => {
    await bench.createLink({ expiresIn: 15 });
    await bench.advance(15 * MINUTE);
    assert.deepEqual(pluck(bench.simulator.state.notifier.list(), "cause"), ["expire"]);
  });

  it("is dated when it was due", async () => {
    await bench.createLink({ expiresIn: 15 });
    await bench.advance(60 * MINUTE);
    const [checkout] = bench.simulator.state.checkouts.list();
    assert.equal(checkout?.history.at(-1)?.at, checkout?.expiresAt);
  });

  it("waits anew for a checkout that was brought back", async () => {
    const { id } = await bench.createLink({ expiresIn: 15 });
    await bench.advance(20 * MINUTE);
    await bench.act(id, "reopen");
    assert.equal((await bench.api("GET", `checkout/${id}`)).json.result?.status, "PENDING");
    await bench.advance(15 * MINUTE);
    assert.equal((await bench.api("GET", `checkout/${id}`)).json.result?.status, "EXPIRED");
  });
});

// Time that runs a thousand times too fast: fifteen minutes are just under a second.
const fastNow = () => startedAt + (Date.now() - startedAt) * 1_000;

const fastClock = () => ({ clock: new Clock(fastNow) });

describeWithSimulator("expiry by the timer", fastClock, (bench) => {
  it("happens and is announced with no read and no move of the clock", async () => {
    await bench.createLink({ expiresIn: 15 });
    bench.clock.advance(15 * MINUTE - 100);
    const [announced] = await eventually("the announcement", () => {
      const announcements = bench.simulator.state.notifier.list();
      return announcements.length > 0 ? announcements : undefined;
    });
    assert.equal(announced?.status, "EXPIRED");
  });
});
