import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import { linkInput } from "../../functions/test/fixtures/link-input.js";
import { call, linkFor } from "../../functions/test/support/callables.js";
import { environment } from "../../functions/test/support/environment.js";
import { eventTypes, orderDocument } from "../../functions/test/support/firestore.js";
import { moveLink, paidLink, unnoticedPaidLink } from "../../functions/test/support/move-link.js";
import { vendor } from "../../functions/test/support/vendor.js";
import { webhookUrl } from "../../functions/test/support/webhook.js";
import { runHere as run } from "./support/run-here.js";

const TOOL = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

function spawnTool(...args: string[]) {
  // What a child leaves would be counted a second time, by another compiler's lines.
  const { NODE_V8_COVERAGE: _, ...env } = process.env;
  const options = { env, extendEnv: false, reject: false, timeout: 60_000 } as const;
  return execa(process.execPath, ["--import=tsx", TOOL, ...args], options);
}

async function json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
  const { exitCode, out, err } = await run(...args, "--json");
  assert.equal(exitCode, 0, err);
  return JSON.parse(out) as T;
}

const paidOrder = () => paidLink(linkInput({ customerUid: "customer-1" }));

describe("npm run pointcheckout", () => {
  afterEach(() => vendor.clearFaults());

  it("doctor: all is well with the emulators and the simulator, in one JSON document", async () => {
    const { exitCode, stdout } = await spawnTool("doctor", "--json");
    type Report = { isFine: boolean; checks: { name: string; outcome: string }[] };
    const { isFine, checks } = JSON.parse(stdout) as Report;
    const outcomes = Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]));
    const names = ["node", "java", "firestore emulator", "packages", "functions", "parameters"];
    const more = ["vendor keys", "webhook secret", "clock", "rules"];
    assert.deepEqual(outcomes, Object.fromEntries([...names, ...more].map((name) => [name, "ok"])), stdout);
    assert.deepEqual([isFine, exitCode], [true, 0]);
  });

  it("doctor: says what is wrong with the keys, and ends with 1", async () => {
    await vendor.fault("search-checkouts", "status", { status: 401, times: null });
    const { exitCode, out } = await run("doctor");
    assert.equal(exitCode, 1);
    assert.match(out, /^failed +vendor keys +failed 401: GET checkout\n +Check POINTCHECKOUT_API_KEY/m);
    assert.match(out, /^ok +rules/m);
  });

  it("order show: prints a paid order in words, its customer masked unless it is to be revealed", async () => {
    const { orderId, checkoutId } = await paidOrder();
    const { exitCode, out, err } = await run("order", "show", orderId);
    assert.deepEqual([exitCode, err], [0, ""]);
    assert.match(out, /^status +PAID$/m);
    assert.match(out, /^customer +T\*\*\* U\*\*\* u\*\*\*@e\*\*\* \*\*\*56$/m);
    assert.match(out, new RegExp(`^${checkoutId} +1 +PAID`, "m"));
    for (const absent of ["\u001b[", "user@example.com"]) assert.ok(!out.includes(absent), out);
    const { content } = await json("order", "show", orderId, "--reveal");
    assert.equal(Object(content).customer.email, "user@example.com");
  });

  it("order show: ends with 1 for an order with a problem, and says what to do", async () => {
    const { orderId } = await paidOrder();
    await orderDocument(orderId).update({ "payment.unresolved": ["foreign_checkout"] });
    const { exitCode, out } = await run("order", "show", orderId);
    assert.equal(exitCode, 1);
    assert.match(out, /^problem {2}foreign_checkout: A checkout was reported[^\n]*\n +Find out who/m);
    const absent = await run("order", "show", "NO-SUCH-ORDER");
    assert.deepEqual([absent.exitCode, absent.out], [1, ""]);
    assert.match(absent.err, /There is no such order\.\nCheck the id/);
  });

  it("order history and refresh: see a payment of which no notification came", async () => {
    const { orderId } = await unnoticedPaidLink();
    const refreshed = await json("order", "refresh", orderId);
    assert.deepEqual(refreshed, { orderId, status: "PAID", problem: null, isFresh: true });
    const history = await json<{ id: string; type: string }[]>("order", "history", orderId);
    assert.deepEqual(
      history.map(({ id, type }) => `${id} ${type}`),
      ["000001 order.link_created", "000002 order.paid"],
    );
  });

  it("order redact: erases the person for good, and the order goes on following the vendor", async () => {
    const { orderId, checkoutId } = await paidOrder();
    const asked = await run("order", "redact", orderId, "--reason", "request 17");
    assert.equal(asked.exitCode, 2);
    assert.match(asked.err, /Nothing was erased/);
    assert.equal((await orderDocument(orderId).get()).get("customer.email"), "user@example.com");

    const redact = () => json("order", "redact", orderId, "--reason", "request 17", "--by", "sam", "--yes");
    assert.deepEqual(await redact(), { orderId, isChanged: true });
    assert.deepEqual(await redact(), { orderId, isChanged: false });
    const stored = JSON.stringify((await orderDocument(orderId).get()).data());
    assert.doesNotMatch(stored, /example\.com|971567|Palm|Test|coffees|customer-1|\/checkout\//);
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid", "operation.redact"]);

    const order = await moveLink({ orderId, checkoutId }, "refund", "PARTIALLY_REFUNDED", { amount: 2.5 });
    assert.equal(order.attempts[checkoutId]?.totalRefundedMinor, 250);
    const { error } = await call("createPaymentLink", { orderId });
    assert.equal(error.status, "FAILED_PRECONDITION");
    assert.match(error.message, /has been erased/);
  });

  it("checkout get and search: what the vendor says, without the way to its payment page", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    const got = await json("checkout", "get", checkoutId);
    assert.deepEqual(
      [got.id, got.status, got.orderId, got.redirectUrl],
      [checkoutId, "PENDING", orderId, "***"],
    );
    const filter = ["--order-id", orderId, "--status", "PENDING,PAID", "--reveal"];
    type Found = { content: { id: string; redirectUrl: string }[] };
    const [found, ...others] = (await json<Found>("checkout", "search", ...filter)).content;
    assert.deepEqual([found?.id, others], [checkoutId, []]);
    assert.match(found?.redirectUrl ?? "", /^http.*\/checkout\//);
    const unknown = await run("checkout", "get", "1999999999999999999");
    assert.equal(unknown.exitCode, 1);
    assert.match(unknown.err, /The vendor says: .*\nCheck the id/);
  });

  it("audit run and show: count, and say of each difference what to do", async () => {
    const { id } = await vendor.createInPortal({ orderId: `PORTAL-CLI-${Date.now()}` });
    const ran = await run("audit", "run");
    assert.equal(ran.exitCode, 1, ran.err);
    assert.match(ran.out, /^unknown_to_us \(\d+\): a link at the vendor that no order has\nwhat to do: /m);
    assert.match(ran.out, new RegExp(`^${id} +PORTAL-CLI-\\d+ +reported`, "m"));
    const auditId = /^audit +(\S+)$/m.exec(ran.out)?.[1] ?? assert.fail(ran.out);
    assert.deepEqual((await run("audit", "show")).out, ran.out);
    assert.deepEqual((await run("audit", "show", auditId)).out, ran.out);
    assert.match((await run("audit", "show", "2001-01-01")).err, /There is no audit 2001-01-01/);
  });

  it("audit run: gives up on a vendor that cannot be read, and says that it goes on later", async () => {
    await vendor.fault("search-checkouts", "status", { status: 503, times: null });
    const { exitCode, err } = await run("audit", "run");
    assert.equal(exitCode, 1);
    assert.match(err, /does not get on at the step “window”\.\n.*goes on where it stopped/);
    await vendor.clearFaults();
    assert.match((await run("audit", "run")).out, /^state +(complete|incomplete)$/m);
  });

  it("staff grant and revoke: set the role, and leave other claims", async () => {
    const auth = getAuth(initializeApp({ projectId: environment.project }, "cli-spec"));
    const email = `cli-${Date.now()}@example.com`;
    const { uid } = await auth.createUser({ email });
    await auth.setCustomUserClaims(uid, { tenant: 7 });
    // Anybody can sign up with somebody else's address.
    const refused = await run("staff", "grant", email, "--role", "admin");
    assert.deepEqual([refused.exitCode, (await auth.getUser(uid)).customClaims], [1, { tenant: 7 }]);
    assert.match(refused.err, /nobody has verified.*\n.*--unverified/);
    assert.match((await run("staff", "grant", email, "--unverified")).out, /is staff/);
    await auth.updateUser(uid, { emailVerified: true });
    const granted = await run("staff", "grant", email, "--role", "admin");
    assert.match(granted.out, /is admin\. It counts from the next sign-in/);
    assert.deepEqual((await auth.getUser(uid)).customClaims, { tenant: 7, role: "admin" });
    const begun = Math.floor(Date.now() / 1000) * 1000;
    const revoked = await json("staff", "revoke", email);
    assert.deepEqual(revoked, { email, uid, role: null, isChanged: true });
    const after = await auth.getUser(uid);
    assert.deepEqual(after.customClaims, { tenant: 7 });
    assert.ok(Date.parse(after.tokensValidAfterTime ?? "") >= begun, after.tokensValidAfterTime);
    const unknown = await run("staff", "grant", "nobody@example.com");
    assert.equal(unknown.exitCode, 1);
    assert.match(unknown.err, /has no user nobody@example\.com\.\nHave that person sign up first/);
  });

  it("webhook test: passes against the webhook, and fails against what is none", async () => {
    const passed = await run("webhook", "test", webhookUrl);
    assert.equal(passed.exitCode, 0, passed.out + passed.err);
    assert.match(passed.out, /^signed +200 +200 +ok/m);
    assert.match(passed.out, /^signed with another secret +401 +401 +ok/m);
    const wrong = await run("webhook", "test", `${environment.simulatorUrl}/nowhere`);
    assert.equal(wrong.exitCode, 1);
    assert.match(wrong.out, /^signed +200 +404 +FAILED/m);
  });
});
