import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { type FakeFirestore, startFakeFirestore } from "../../test/support/fake-firestore.js";
import { describeWithSimulator } from "../../test/support/with-simulator.js";

let firestore: FakeFirestore;

async function withFakeFirestore() {
  firestore = await startFakeFirestore();
  return { firestoreHost: firestore.host };
}

describeWithSimulator("Firestore notifications", withFakeFirestore, (bench) => {
  afterEach(() => firestore.stop());

  const outcomes = async () =>
    (await bench.notifications()).map(({ cause, outcome }) => `${cause} ${outcome}`);

  it("install the project's own rules at the start, as its owner", () => {
    const { method, path, headers, body } = firestore.requests[0] ?? assert.fail("nothing was sent");
    assert.deepEqual([method, path], ["PUT", "/emulator/v1/projects/pc-test-734bc:securityRules"]);
    assert.equal(headers.authorization, "Bearer owner");
    assert.match(body, /allow get: if true/);
    assert.equal(bench.simulator.state.firestore(), firestore.host);
  });

  it("write nothing when a link is created, and its document at every change", async () => {
    const { id, firebaseDocument } = await bench.createLink();
    await bench.idle();
    assert.equal(firestore.writes.length, 0);
    for (const action of "authorize capture refund reverse-refund chargeback lift-chargeback".split(" ")) {
      assert.equal((await bench.act(id, action)).status, 200, action);
    }
    await bench.idle();
    const path = `/v1/projects/pc-test-734bc/databases/(default)/documents/checkouts/${firebaseDocument}`;
    assert.deepEqual(pluck(firestore.writes, "path"), Array(6).fill(path));
    assert.ok(firestore.writes.every(({ headers }) => headers.authorization === "Bearer owner"));
  });

  it("say nothing of the checkout, and arrive in order", async () => {
    const { id } = await bench.paidLink();
    for (let i = 0; i < 5; i += 1) await bench.act(id, "refund", { amount: 1 });
    await bench.idle();
    const fields = firestore.writes.map(({ body }) => JSON.parse(body).fields);
    assert.equal(fields.map(({ revision }) => revision.integerValue).join(""), "123456");
    for (const content of fields) assert.deepEqual(Object.keys(content).sort(), ["at", "revision"]);
  });

  it("are tried again for a short while, and list each attempt", async () => {
    const { id } = await bench.createLink();
    firestore.failures = 2;
    await bench.act(id, "pay");
    const [paid] = await bench.notifications("channel=firestore");
    const failed = paid?.attempts.map(({ error }) => error?.includes("503"));
    assert.deepEqual(failed, [true, true, undefined]);
    assert.deepEqual([paid?.outcome, paid?.error, firestore.writes.length], ["written", undefined, 3]);
  });

  it("are recorded as failed when it does not help, and the next is tried anew", async () => {
    const { id } = await bench.createLink();
    firestore.failures = 4;
    await bench.act(id, "pay");
    await bench.act(id, "refund");
    assert.deepEqual(await outcomes(), ["pay failed", "refund written"]);
  });

  it("that still wait for their turn are forgotten by a reset", async () => {
    const { id } = await bench.createLink();
    firestore.failures = 1;
    await bench.act(id, "pay");
    await bench.act(id, "refund");
    await bench.control("POST", "reset");
    await bench.idle();
    const revisions = firestore.writes.map(({ body }) => JSON.parse(body).fields.revision.integerValue);
    assert.deepEqual(revisions, ["1", "1"]);
  });

  it("can be repeated and can be left out", async () => {
    const { id } = await bench.createLink();
    await bench.act(id, "pay", { notify: false });
    assert.equal((await bench.control("POST", `checkouts/${id}/notify`)).status, 200);
    assert.deepEqual(await outcomes(), ["pay dropped", "repeat written"]);
    assert.equal(firestore.writes.length, 1);
  });
});

const simulatorOptions = async () => {
  const gone = await startFakeFirestore();
  await gone.stop();
  return { firestoreHost: gone.host };
};

describeWithSimulator("Firestore notifications without an emulator", simulatorOptions, (bench) => {
  it("stay in the simulator, which works on", async () => {
    assert.equal(bench.simulator.state.firestore(), null);
    await bench.paidLink();
    assert.deepEqual(pluck(await bench.notifications(), "outcome"), ["kept"]);
  });
});
