import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { pressButton } from "../../test/support/press-button.js";
import { describeWithSimulator } from "../../test/support/with-simulator.js";
import { MOVES } from "../checkouts/plan-move.js";
import { FAULT_KINDS } from "../faults/fault.js";
import { FAULT_PROFILE_NAMES } from "../faults/fault-profiles.js";
import { fieldsOfKind } from "./fault-kinds.js";

describeWithSimulator("overview page", (bench) => {
  const press = (label: string, typed?: Record<string, string>) => pressButton(bench, "/", label, typed);

  it("leads to every other page, and each leads back", async () => {
    const { id, checkoutKey } = await bench.createLink();
    const { text } = await bench.page("/");
    const paths = ["/outbox", "/portal/webhooks", `/portal/checkouts/${id}`, `/checkout/${checkoutKey}`];
    for (const path of paths) assert.ok(text.includes(`href="${path}"`), path);
    assert.ok(text.includes(">PENDING</span>"));
    for (const path of [...paths.slice(0, 3), "/faults?kind=latency"])
      assert.ok((await bench.page(path)).text.includes('href="/"'), path);
    assert.ok((await bench.page(paths[3] ?? "")).text.includes(`href="${paths[2]}"`));
  });

  it("moves the clock on, by a step or a time, sets it, and sets it right", async () => {
    const { status, headers } = await press("+ 15 minutes");
    assert.deepEqual([status, headers.get("location")], [303, "/"]);
    assert.equal(bench.clock.offsetMs, 900_000);
    await press("Advance", { advance: "90s" });
    assert.equal(bench.clock.offsetMs, 990_000);
    assert.ok((await bench.page("/")).text.includes("990 s ahead of this machine"));
    await press("Set", { offset: "-2h" });
    assert.equal(bench.clock.offsetMs, -7_200_000);
    await press("Set to this machine's time");
    assert.equal(bench.clock.offsetMs, 0);
  });

  it("says why a form is refused, and leads back", async () => {
    const { status, text } = await press("Advance", { advance: "soon" });
    assert.equal(status, 422);
    assert.match(text, /role="alert"[\s\S]*such as 15m[\s\S]*<a href="\/">Back/);
    assert.equal(bench.clock.offsetMs, 0);
  });

  for (const [label, kind] of [
    ["Drop it", "drop-notification"],
    ["Send it twice", "duplicate-notification"],
    ["Send it after the one that follows", "reorder-notification"],
  ] as const) {
    it(`"${label}" arms ${kind} for the next notification`, async () => {
      const { headers } = await press(label, { "match.channel": "firestore" });
      assert.equal(headers.get("location"), "/#faults");
      const [fault] = bench.simulator.state.faults.list();
      assert.deepEqual([fault?.effect.kind, fault?.match, fault?.times], [kind, { channel: "firestore" }, 1]);
    });
  }

  it("lists what is armed, and disarms one or all", async () => {
    await bench.arm({ kind: "latency", operation: "create-link", ms: 7, match: { orderId: "ORD-9" } });
    await bench.arm({ kind: "reset-before", operation: "*", times: null });
    const { text } = await bench.page("/");
    for (const part of ["latency", "orderId ORD-9", "ms 7, when after", "0 of any number of times"])
      assert.ok(text.includes(part), part);
    await press("Disarm");
    assert.deepEqual(pluck(bench.simulator.state.faults.list(), "id"), ["fault-2"]);
    await press("Disarm all and remove the chances");
    assert.deepEqual(bench.simulator.state.faults.list(), []);
  });

  it("sets the chances of profiles, ticked ones or all, and shows how often they happened", async () => {
    await press("Add the ticked profiles", { "profiles:list": "resets", seed: "7", "rate:json": "0.25" });
    const { text } = await bench.page("/");
    for (const part of ["Seed 7.", "resets/1", "25 %", "0 of 0 times"]) assert.ok(text.includes(part), part);
    await press("Add all profiles", { seed: "", "profiles:list": "resets" });
    const { seed, chances } = (await bench.control("GET", "faults/chances")).json;
    assert.equal(seed, "7");
    assert.deepEqual(new Set(chances?.map(({ name }) => name.split("/")[0])), new Set(FAULT_PROFILE_NAMES));
    assert.notEqual(chances?.find(({ name }) => name === "resets/1")?.rate, 0.25);
    await press("Remove the chances");
    assert.equal((await bench.control("GET", "faults/chances")).json.seed, null);
  });

  it("forgets everything on request", async () => {
    await bench.createLink();
    await press("Forget all checkouts, faults and messages");
    assert.equal((await bench.control("GET", "health")).json.checkouts, 0);
  });
});

describeWithSimulator("fault page", (bench) => {
  /** What a person has to type for a kind: its required fields, with what their placeholders show. */
  const needed = (kind: (typeof FAULT_KINDS)[number]): Record<string, string> =>
    Object.fromEntries(
      fieldsOfKind(kind)
        .filter(({ isRequired, choices }) => isRequired && choices.length === 0)
        .map(({ name, notation, placeholder }) => [name + notation, placeholder]),
    );

  for (const kind of FAULT_KINDS) {
    it(`arms ${kind} and gives it a chance`, async () => {
      const page = `/faults?kind=${kind}`;
      const armed = await pressButton(bench, page, "Arm", needed(kind));
      assert.deepEqual([armed.status, armed.headers.get("location")], [303, "/#faults"], armed.text);
      const { "ms:json": ms, ...others } = needed(kind);
      const range = ms !== undefined && { "ms.min:json": "1", "ms.max:json": "9" };
      const typed = { ...others, ...range, "rate:json": "0.5", seed: "7", name: "mine" };
      const added = await pressButton(bench, page, "Add the chance", typed);
      assert.equal(added.status, 303, added.text);
      const { faults, chances } = bench.simulator.state;
      assert.deepEqual(pluck(pluck(faults.list(), "effect"), "kind"), [kind]);
      assert.deepEqual(pluck(chances.list(), "name"), ["mine"]);
      assert.deepEqual(pluck(pluck(chances.list(), "effect"), "kind"), [kind]);
    });
  }

  it("is chosen on the overview", async () => {
    const chosen = await pressButton(bench, "/", "Fill in the details", { kind: "stale-read" });
    assert.match(chosen.text, /<h1>Fault: stale-read<\/h1>/);
    assert.equal((await bench.page("/faults?kind=explode")).headers.get("location"), "/#faults");
  });

  it("takes the operation, the ids, the number of times, and every field of the kind", async () => {
    const { id } = await bench.createLink();
    await pressButton(bench, `/faults?kind=status&checkoutId=${id}`, "Arm", {
      "status:json": "503",
      body: "html",
      "retryAfter:json": "7",
      operation: "get-checkout",
      "match.orderId": "ORD-1",
      "match.requestId": "1",
      "times:json": "3",
    });
    const exact = { "set:json": '{"amount":1.0E7}', "times:json": "null" };
    await pressButton(bench, "/faults?kind=answer", "Arm", exact);
    const { text } = await bench.control("GET", "faults");
    assert.match(text, /"set":\{"amount":1\.0E7\}/);
    const [status, answer] = bench.simulator.state.faults.list();
    assert.deepEqual(status, {
      id: "fault-1",
      operation: "get-checkout",
      match: { orderId: "ORD-1", requestId: "1", checkoutId: id },
      times: 3,
      happened: 0,
      effect: { kind: "status", status: 503, body: "html", retryAfter: "7" },
    });
    assert.equal(answer?.times, null);
  });

  it("says which field is wrong", async () => {
    const { status, text } = await pressButton(bench, "/faults?kind=latency", "Arm", { "ms:json": "soon" });
    assert.equal(status, 422);
    assert.match(text, /ms: must be a number/);
  });
});

describeWithSimulator("checkout page", (bench) => {
  async function open(overrides: object = {}) {
    const { id } = await bench.createLink(overrides);
    const path = `/portal/checkouts/${id}`;
    return {
      id,
      press: (label: string, typed?: Record<string, string>) => pressButton(bench, path, label, typed),
      text: async () => (await bench.page(path)).text,
      moves: async () =>
        (await bench.control("GET", `checkouts/${id}`)).json.history?.map(({ move }) => move) ?? [],
    };
  }

  it("makes each move that the status allows", async () => {
    const made = new Set<string>();
    for (const [index, labels] of [
      ["Pay", "Refund", "Reverse a refund", "Charge back", "Lift the chargeback"],
      ["Authorize", "Capture"],
      ["Await confirmation", "Confirm"],
      ["Cancel", "Reopen", "Expire"],
      ["Fail"],
    ].entries()) {
      const checkout = await open({ requestId: `request-${index}` });
      for (const label of labels) assert.equal((await checkout.press(label)).status, 303, label);
      for (const move of await checkout.moves()) made.add(move);
    }
    const missed = MOVES.filter((move) => !made.has(move));
    assert.deepEqual(missed, []);
  });

  it("refunds a part, silently if wanted", async () => {
    const { press, id, text } = await open();
    await press("Pay", { "notify:json": "false" });
    await press("Refund", { amount: "25.50" });
    const { json } = await bench.control("GET", `checkouts/${id}`);
    assert.deepEqual([json.status, json.totalRefundedMinor], ["PARTIALLY_REFUNDED", 2550]);
    assert.equal(bench.simulator.state.notifier.list()[0]?.outcome, "dropped");
    assert.match(await text(), /AED 25\.50/);
  });

  it("forces a move that the status forbids", async () => {
    const { press, moves, text } = await open();
    await press("Expire");
    assert.match(await text(), /Moves that the status forbids/);
    await press("Pay");
    assert.deepEqual(await moves(), ["create", "expire", "pay"]);
  });

  it("declines a card, which leaves the link open", async () => {
    const { press, moves, text } = await open();
    const declined = await press("Decline a card");
    assert.equal(declined.status, 402);
    assert.deepEqual(await moves(), ["create"]);
    await press("Cancel");
    assert.ok(!(await text()).includes("Decline a card"));
  });

  it("announces again, and sends a notification again", async () => {
    const { press } = await open();
    await press("Announce the present state again");
    await press("Send again");
    await bench.idle();
    const [notification, ...others] = bench.simulator.state.notifier.list();
    assert.deepEqual([notification?.cause, notification?.attempts.length, others], ["repeat", 2, []]);
  });

  it("arms a fault for this checkout alone", async () => {
    const { press, id } = await open();
    await press("Drop it");
    assert.deepEqual(bench.simulator.state.faults.list()[0]?.match, { checkoutId: id });
    const chosen = await press("Fill in the details");
    assert.ok(chosen.text.includes(`value="${id}"`));
  });
});

describeWithSimulator("forms to the control API", (bench) => {
  const send = (form: Record<string, string>) => bench.page("/simulator/clock", form);

  it("lead to no other server", async () => {
    for (const next of ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""]) {
      assert.equal((await send({ advance: "1s", next })).headers.get("location"), "/", next);
    }
    assert.equal((await send({ advance: "1s", next: "/outbox" })).headers.get("location"), "/outbox");
  });

  it("are distinguished from JSON that a program sends as a form", async () => {
    const response = await fetch(`${bench.simulator.url}/simulator/clock`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: '{"advanceMs":5}',
    });
    assert.deepEqual([response.status, bench.clock.offsetMs], [200, 5]);
  });

  it("answer 404 with a page", async () => {
    const { status, text } = await bench.page("/simulator/checkouts/17/notify", { next: "/" });
    assert.equal(status, 404);
    assert.match(text, /no checkout 17/);
  });
});
