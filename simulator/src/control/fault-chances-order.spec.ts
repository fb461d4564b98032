import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { assertRefused, describeWithSimulator } from "../../test/support/with-simulator.js";
import { FAULT_PROFILE_NAMES, FAULT_PROFILES } from "../faults/fault-profiles.js";

describeWithSimulator("fault chances", (bench) => {
  const put = (body: object | string) => bench.control("PUT", "faults/chances", body);

  it("happen at their rate, are counted, and end when they are taken away", async () => {
    const { id } = await bench.createLink();
    const read = async () => (await bench.api("GET", `checkout/${id}`)).status;
    const chance = { rate: 1, operation: "get-checkout", kind: "status", status: 503, name: "down" };
    const { status, json } = await put({ seed: 7, chances: [chance] });
    assert.deepEqual([status, json.seed, json.chances?.[0]?.happened], [200, "7", 0]);
    assert.deepEqual([await read(), await read()], [503, 503]);
    const [counted] = (await bench.control("GET", "faults/chances")).json.chances ?? [];
    assert.deepEqual([counted?.name, counted?.occasions, counted?.happened], ["down", 2, 2]);
    assert.equal((await bench.control("DELETE", "faults/chances")).status, 200);
    assert.equal(await read(), 200);
  });

  it("are taken away with the armed faults, and not the other way round", async () => {
    await bench.arm({ kind: "reset-before", operation: "cancel-checkout" });
    await put({ seed: 7, profiles: ["latency"] });
    await bench.control("DELETE", "faults/chances");
    assert.equal((await bench.control("GET", "faults")).json.faults?.length, 1);
    await put({ seed: 7, profiles: ["latency"] });
    await bench.control("DELETE", "faults");
    assert.deepEqual((await bench.control("GET", "faults")).json.faults, []);
    assert.deepEqual((await bench.control("GET", "faults/chances")).json, { seed: null, chances: [] });
  });

  it("drop announcements too", async () => {
    await put({ seed: 1, profiles: ["notifications"], rate: 1 });
    await bench.paidLink();
    assert.deepEqual(pluck(await bench.notifications(), "outcome"), ["dropped"]);
  });

  it("show what can be sent again as it is, ranges and exact numbers included", async () => {
    const set = '{"kind":"answer","operation":"*","rate":0.25,"set":{"amount":1.0E7}}';
    const late = '{"kind":"latency","operation":"*","rate":1,"ms":{"min":1,"max":3},"when":"before"}';
    const { text } = await put(`{"seed":-3,"chances":[${set},${late}]}`);
    assert.match(text, /"name":"chance-1",.*"amount":1\.0E7.*"name":"chance-2",.*"ms":\{"min":1,"max":3\}/);
    const again = text.replaceAll(/,"occasions":0,"happened":0/g, "");
    assert.equal((await put(again)).text, text);
  });

  it("are added to those before, under the present seed", async () => {
    await put({ seed: 7, profiles: ["resets"] });
    const add = (body: object) => bench.control("POST", "faults/chances", body);
    await add({ rate: 0.5, operation: "*", kind: "reset-before" });
    const { json } = await add({ profiles: ["resets", "bodies"], rate: 0.25 });
    assert.equal(json.seed, "7");
    const names = "chance-3 resets/1 resets/2 bodies/1 bodies/2".split(" ");
    assert.deepEqual(pluck(json.chances, "name"), names);
    assert.deepEqual(pluck(json.chances, "rate"), [0.5, 0.25, 0.25, 0.25, 0.25]);
    const refused = await add({ rate: 2, operation: "*", kind: "reset-before" });
    assert.deepEqual([refused.status, refused.json.field], [400, "chances.0.rate"]);
  });

  it("have a seed also when none is named for the first", async () => {
    const { status, json } = await bench.control("POST", "faults/chances", { profiles: ["resets"] });
    assert.deepEqual([status, json.seed, json.chances?.length], [200, "7", 2]);
  });

  it("leave everything as it was when they cannot be read, and name the field", async () => {
    const good = { rate: 0.5, operation: "*", kind: "reset-before" };
    const slow = { ...good, kind: "latency" };
    const stale = { ...good, kind: "stale-read", ms: 1, operation: "create-link" };
    const one = (wrong: object) => ({ seed: 1, chances: [{ ...good, ...wrong }] });
    await put({ seed: "kept", chances: [good] });
    await assertRefused(put, [
      [{ chances: [good] }, "seed"],
      [{ seed: 1.5, chances: [good] }, "seed"],
      [{ seed: "", chances: [good] }, "seed"],
      [{ seed: 1 }, "chances"],
      [{ seed: 1, profiles: ["rain"] }, "profiles.0"],
      [{ seed: 1, profiles: ["latency", "latency"] }, "name"],
      [{ seed: 1, profiles: ["latency"], rate: 1.1 }, "rate"],
      [{ seed: 1, chances: [good], rate: 0.1 }, "rate"],
      [{ seed: 1, chances: [good, "often"] }, "chances.1"],
      [one({ rate: -0.1 }), "chances.0.rate"],
      [one({ rate: "1" }), "chances.0.rate"],
      [one({ times: 2 }), "chances.0.times"],
      [one({ kind: "explode" }), "chances.0.kind"],
      [one({ ms: { min: 1, max: 2 } }), "chances.0.ms"],
      [{ seed: 1, chances: [good, { ...slow, ms: { min: 3, max: 2 } }] }, "chances.1.ms.min"],
      [one({ ...slow, ms: { min: 3 } }), "chances.0.ms.max"],
      [one({ ...slow, ms: { min: 0, max: 1e9 } }), "chances.0.ms"],
      [one({ ...slow, ms: null }), "chances.0.ms"],
      [one(stale), "chances.0.operation"],
      [{ seed: 1, chances: [good, good].map((chance) => ({ ...chance, name: "x" })) }, "name"],
    ]);
    const { seed, chances } = (await bench.control("GET", "faults/chances")).json;
    assert.deepEqual([seed, chances?.length], ["kept", 1]);
  });
});

describeWithSimulator("fault profiles", (bench) => {
  it("are listed with what they consist of", async () => {
    const { profiles } = (await bench.control("GET", "faults/profiles")).json;
    assert.deepEqual(pluck(profiles, "name"), FAULT_PROFILE_NAMES);
    for (const profile of profiles ?? []) assert.ok(profile.about);
  });

  for (const name of FAULT_PROFILE_NAMES) {
    it(`${name} can be ordered, at its own rates and at another`, async () => {
      const own = await bench.control("PUT", "faults/chances", { seed: 1, profiles: [name] });
      assert.equal(own.status, 200, own.text);
      const rates = FAULT_PROFILES[name].chances.map(({ rate }) => rate);
      assert.deepEqual(pluck(own.json.chances, "rate"), rates);
      for (const rate of rates) assert.ok(rate > 0 && rate <= 0.1);
      const other = await bench.control("PUT", "faults/chances", { seed: 1, profiles: [name], rate: 0.75 });
      for (const chance of other.json.chances ?? []) assert.equal(chance.rate, 0.75);
    });
  }
});
