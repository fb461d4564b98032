import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describeWithSimulator } from "../../test/support/with-simulator.js";
import { FAULT_KIND_NAMES } from "../faults/fault-kinds.js";
import { FAULT_PROFILE_NAMES } from "../faults/fault-profiles.js";
import { runFaultsCommand } from "./run-faults-command.js";

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function runAgainst(url: string, args: readonly string[]): Promise<Ended> {
  let [output, errors] = ["", ""];
  const code = await runFaultsCommand(["--url", url, ...args], {
    writeOut: (text) => {
      output += text;
    },
    writeErr: (text) => {
      errors += text;
    },
  });
  return { code, output, errors };
}

describeWithSimulator("runFaultsCommand", (bench) => {
  const run = (...args: string[]) => runAgainst(bench.simulator.url, args);
  const done = async (...args: string[]) => {
    const ended = await run(...args);
    assert.deepEqual([ended.code, ended.errors], [0, ""], args.join(" "));
    return ended.output;
  };

  it("arms, lists and disarms", async () => {
    const armed = JSON.parse(
      await done("arm", "reset-after", "--operation", "create-link", "--order", "ORD-1", "--json"),
    );
    assert.equal(
      await done("arm", "latency", "--field", "ms=5", "--times", "forever"),
      "fault-2 is armed.\n",
    );
    await done(
      "arm",
      "answer",
      "--set",
      '{"amount":1.0E7}',
      "--request",
      "r",
      "--checkout",
      "1",
      "--times",
      "3",
    );
    await done("arm", "status", "--field", "status=503", "--field", "retryAfter=7", "--field", "body=html");
    const { text, json } = await bench.control("GET", "faults");
    assert.match(text, /"set":\{"amount":1\.0E7\}/);
    assert.deepEqual(json.faults, [
      {
        id: armed.id,
        operation: "create-link",
        match: { orderId: "ORD-1" },
        times: 1,
        happened: 0,
        kind: "reset-after",
      },
      {
        id: "fault-2",
        operation: "*",
        match: {},
        times: null,
        happened: 0,
        kind: "latency",
        ms: 5,
        when: "after",
      },
      {
        id: "fault-3",
        operation: "*",
        match: { requestId: "r", checkoutId: "1" },
        times: 3,
        happened: 0,
        kind: "answer",
        set: { amount: 1e7 },
      },
      {
        id: "fault-4",
        operation: "*",
        match: {},
        times: 1,
        happened: 0,
        kind: "status",
        status: 503,
        body: "html",
        retryAfter: "7",
      },
    ]);
    const listed = await done("list");
    assert.match(listed, /fault-1 +create-link +reset-after +orderId=ORD-1 +1 to come +happened 0/);
    assert.match(listed, /fault-2 +\* +latency +ms=5 when=after +forever/);
    assert.match(listed, /No chances hold\./);
    await done("clear", armed.id);
    assert.equal((await bench.control("GET", "faults")).json.faults?.length, 3);
    await done("clear");
    assert.deepEqual((await bench.control("GET", "faults")).json.faults, []);
  });

  it("adds chances and profiles to those that hold, under one seed", async () => {
    await done("chance", "reset-before", "--rate", "0.07", "--seed", "7", "--order", "ORD-1");
    await done("chance", "latency", "--rate", "1", "--field", 'ms={"min":1,"max":9}', "--name", "slow");
    await done("profile", "search-lag", "duplicates", "--rate", "0.5");
    await bench.createLink();
    const listed = await done("list");
    assert.match(listed, /Chances, seed 7:/);
    assert.match(listed, /chance-1 +\* +reset-before +orderId=ORD-1 +7 % +happened 0 of 1/);
    assert.match(listed, /slow +\* +latency +ms=\{"min":1,"max":9\} when=after +100 % +happened 1 of 1/);
    // The same again gives way instead of standing there twice.
    await done("profile", "search-lag");
    await done("chance", "latency", "--rate", "0.25", "--field", "ms=3", "--name", "slow");
    const { seed, chances } = (await bench.control("GET", "faults/chances")).json;
    assert.equal(seed, "7");
    assert.deepEqual(
      chances?.map(({ name, rate, occasions }) => [name, rate, occasions]),
      [
        ["chance-1", 0.07, 0],
        ["duplicates/1", 0.5, 0],
        ["search-lag/1", 0.1, 0],
        ["slow", 0.25, 0],
      ],
    );
    await done("clear", "chances");
    assert.equal((await bench.control("GET", "faults/chances")).json.seed, null);
  });

  it("sets all profiles at once", async () => {
    await done("profile", "all", "--seed", "tuesday");
    const { chances } = (await bench.control("GET", "faults/chances")).json;
    const profiles = new Set(chances?.map(({ name }) => name.split("/")[0]));
    assert.deepEqual([...profiles], FAULT_PROFILE_NAMES);
  });

  it("makes moves of the portal, silently and by force", async () => {
    const { id } = await bench.createLink();
    await done("move", id, "pay", "--silent");
    await done("move", id, "refund", "--amount", "25.50");
    await done("move", id, "reverse-refund");
    await done("move", id, "chargeback");
    assert.equal(await done("move", id, "lift-chargeback"), `${id} is PAID.\n`);
    const refused = await run("move", id, "confirm-pending");
    assert.deepEqual([refused.code, refused.output], [1, ""]);
    assert.match(refused.errors, /A checkout that is PAID cannot do "confirm-pending"/);
    await done("move", id, "expire", "--force");
    const { json } = await bench.control("GET", `checkouts/${id}`);
    assert.deepEqual(
      json.history?.map(({ move }) => move),
      ["create", "pay", "refund", "reverse-refund", "chargeback", "lift-chargeback", "expire"],
    );
    const { notifications } = (await bench.control("GET", "notifications")).json;
    assert.deepEqual([notifications?.[0]?.outcome, notifications?.length], ["dropped", 6]);
  });

  it("moves the clock", async () => {
    await done("clock", "--advance", "15m");
    assert.equal(bench.clock.offsetMs, 900_000);
    assert.match(await done("clock"), /^It is \d{4}-.*Z, 900000 ms ahead of this machine\.\n$/);
    assert.equal(JSON.parse(await done("clock", "--offset", "-2h", "--json")).offsetMs, -7_200_000);
    await done("clock", "--reset");
    assert.equal(bench.clock.offsetMs, 0);
  });

  it("names the field that the simulator refused, and what the kind takes", async () => {
    const refused = await run("arm", "latency", "--operation", "get-checkout", "--field", "ms=soon");
    assert.deepEqual([refused.code, refused.output], [1, ""]);
    assert.match(
      refused.errors,
      /^ms: must be a number\n.*latency takes: ms, when\?\..*--field name=value\.\n$/,
    );
    const unknown = await run("clear", "fault-9");
    assert.deepEqual([unknown.code, unknown.errors], [1, "No fault of that id is armed.\n"]);
  });

  it("asks for a seed before the first chance", async () => {
    const refused = await run("profile", "latency");
    assert.equal(refused.code, 2);
    assert.match(refused.errors, /^--seed: give one/);
  });

  it("ends with 2 and says what was expected", async () => {
    const refusals = await Promise.all(
      (
        [
          [["arm", "explode"], /'explode'.*Allowed choices are latency, /],
          [["arm", "body", "--times", "0"], /whole number from 1 on/],
          [["chance", "body", "--rate", "5"], /from 0 to 1/],
          [["clock", "--advance", "15"], /a whole number and a unit/],
          [["--url", "localhost:9400", "list"], /must be a URL/],
        ] as const
      ).map(async ([args, expected]) => ({ ended: await run(...args), expected })),
    );
    for (const { ended, expected } of refusals) {
      assert.deepEqual([ended.code, ended.output], [2, ""]);
      assert.match(ended.errors, expected);
    }
  });

  it("tells of every kind and every profile in its help", async () => {
    const help = await done("--help");
    for (const kind of FAULT_KIND_NAMES) assert.match(help, new RegExp(`^  ${kind} .*\\w{2}$`, "m"));
    const profiles = await done("profile", "--help");
    for (const name of FAULT_PROFILE_NAMES) assert.match(profiles, new RegExp(`^  ${name} .*\\w{2}$`, "m"));
  });

  it("says that no simulator runs there, or something else does", async () => {
    const other = createServer((_request, response) => response.end("<p>hello</p>"));
    await once(other.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const strange = await runAgainst(url, ["list"]);
    const closed = once(other, "close");
    other.close();
    await closed;
    assert.deepEqual([strange.code, strange.errors], [1, `What answers at ${url} is no simulator.\n`]);
    const alone = await runAgainst(url, ["list"]);
    assert.deepEqual([alone.code, alone.output], [1, ""]);
    assert.match(
      alone.errors,
      /^No simulator answers at http:.*npm run simulator.*--url or SIMULATOR_URL\.\n$/,
    );
  });
});
