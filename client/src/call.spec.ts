import assert from "node:assert/strict";
import { deleteApp, type FirebaseApp, initializeApp } from "firebase/app";
import { connectFunctionsEmulator, getFunctions } from "firebase/functions";
import { type LocalServer, startLocalServer } from "../../test/local-server.js";
import { pluck } from "../../test/pluck.js";
import * as callables from "./callables.js";
import { type Connection, connect, type PointCheckoutOptions } from "./connection.js";
import { pointcheckout } from "./pointcheckout.js";
import { PointCheckoutError, toPointCheckoutError } from "./pointcheckout-error.js";

const { createPaymentLink, refreshOrder } = callables;
const order = { orderId: "O-1" };

type Answer = { status: number; body: string };

async function failure(work: Promise<unknown>): Promise<PointCheckoutError> {
  const error = await work.then(
    () => assert.fail("it succeeded"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PointCheckoutError, String(error));
  return error;
}

/** Functions that answer as they are set, and remember what they were asked. */
describe("a call", () => {
  let server: LocalServer;
  let app: FirebaseApp;
  let port: number;
  let answer: Answer | null;
  let asked: { path: string; body: unknown }[];

  beforeEach(async () => {
    asked = [];
    answer = { status: 200, body: JSON.stringify({ result: { url: "https://pay.example/1" } }) };
    server = await startLocalServer(({ path, body }, response) => {
      asked.push({ path, body: JSON.parse(body) });
      if (answer === null) return;
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
    });
    port = server.port;
    app = initializeApp({ projectId: "demo-client", apiKey: "none" }, `call-${port}`);
  });
  afterEach(async () => {
    await server.stop();
    await deleteApp(app);
  });

  const connection = (options: PointCheckoutOptions = {}) => {
    connectFunctionsEmulator(getFunctions(app, options.region ?? "us-central1"), "127.0.0.1", port);
    return connect(app, options);
  };
  const refuse = (status: string, message: string, details?: unknown) =>
    JSON.stringify({ error: { status, message, ...(details === undefined ? {} : { details }) } });

  it("goes to the function of the region, with the input as it is, and gives the answer", async () => {
    const input = { orderId: "O-1", sendSms: true };
    const link = await createPaymentLink(connection(), input);
    assert.deepEqual(link, { url: "https://pay.example/1" });
    assert.deepEqual(asked, [{ path: "/demo-client/us-central1/createPaymentLink", body: { data: input } }]);
  });

  it("goes, of every function, to the one of its name", async () => {
    const to = connection();
    const payments = pointcheckout(app);
    for (const [name, callable] of Object.entries(callables)) {
      const alone: (connection: Connection, input: never) => Promise<unknown> = callable;
      const bound: (input: never) => Promise<unknown> = payments[name as keyof typeof callables];
      await alone(to, { how: "alone" } as never);
      await bound({ how: "bound" } as never);
      const paths = asked.splice(0).map(({ path }) => path);
      assert.deepEqual(paths, Array(2).fill(`/demo-client/us-central1/${name}`));
    }
  });

  it("takes another region and the prefix of a deployment", async () => {
    await refreshOrder(connection({ region: "europe-west1", functionPrefix: "kit-shop-" }), order);
    assert.equal(asked[0]?.path, "/demo-client/europe-west1/kit-shop-refreshOrder");
  });

  it("throws what the callable said: code, message, and each field's problem", async () => {
    const fields = [
      { path: "amount", message: "is required" },
      { path: "items.0.name", message: "must not be empty" },
    ];
    answer = { status: 400, body: refuse("INVALID_ARGUMENT", "amount is required", fields) };
    const error = await failure(createPaymentLink(connection(), order));
    const { name, code, message, retryAfterSeconds } = error;
    assert.deepEqual([name, code, message], ["PointCheckoutError", "invalid-argument", "amount is required"]);
    assert.deepEqual([error.fields, retryAfterSeconds], [fields, null]);
  });

  it("says when a user may call again", async () => {
    const body = refuse("RESOURCE_EXHAUSTED", "Too many calls.", { retryAfterSeconds: 17 });
    answer = { status: 429, body };
    const error = await failure(refreshOrder(connection(), order));
    assert.deepEqual([error.code, error.retryAfterSeconds, error.fields], ["resource-exhausted", 17, []]);
  });

  it("keeps only what is a field's problem of details of any shape", async () => {
    const problem = { path: "amount", message: "is required" };
    answer = { status: 400, body: refuse("INVALID_ARGUMENT", "No.", [null, 1, { path: 2 }, problem]) };
    const error = await failure(refreshOrder(connection(), order));
    assert.deepEqual(error.fields, [problem]);
  });

  it("distinguishes a defect of the functions from no answer", async () => {
    answer = { status: 500, body: refuse("INTERNAL", "Something went wrong here. It has been logged.") };
    assert.equal((await failure(refreshOrder(connection(), order))).code, "internal");
  });

  for (const [what, broken] of Object.entries({
    "the platform answers with an error of its own": { status: 500, body: "Internal Server Error" },
    "the answer is no JSON": { status: 200, body: "<html>" },
  })) {
    it(`is unreachable when ${what}`, async () => {
      answer = broken;
      assert.equal((await failure(refreshOrder(connection(), order))).code, "unreachable");
    });
  }

  it("is unreachable when nobody is there", async () => {
    const to = connection();
    await server.stop();
    const error = await failure(refreshOrder(to, { orderId: "O-1" }));
    assert.deepEqual([error.code, error.fields], ["unreachable", []]);
    assert.ok(error.cause instanceof Error);
  });

  it("does not wait longer than its timeout", async () => {
    answer = null;
    const error = await failure(refreshOrder(connection({ timeoutMs: 50 }), order));
    assert.equal(error.code, "unreachable");
    assert.match(error.message, /No answer came/);
  });

  it("distinguishes a wrong region or prefix from an order that is not there", async () => {
    answer = { status: 404, body: "<html><title>404 Page not found</title>" };
    const wrong = connection({ region: "europe-west9", functionPrefix: "kit-" });
    const error = await failure(refreshOrder(wrong, { orderId: "O-1" }));
    assert.equal(error.code, "function-not-found");
    assert.equal(error.message, "Function not found: check region and functionPrefix.");
    answer = { status: 404, body: refuse("NOT_FOUND", "There is no such order.") };
    const none = await failure(refreshOrder(connection(), order));
    assert.deepEqual([none.code, none.message], ["not-found", "There is no such order."]);
  });

  it("says of a 429 of the platform that there are too many calls", async () => {
    answer = { status: 429, body: "Rate exceeded." };
    const error = await failure(createPaymentLink(connection(), order));
    assert.deepEqual([error.code, error.retryAfterSeconds], ["resource-exhausted", null]);
    assert.match(error.message, /Too many calls .*429/);
  });

  // As firebase 12.19 words them; the one that is installed here adds no status.
  for (const [code, told, ours, message] of [
    [
      "internal",
      "internal [0]",
      "unreachable",
      /^No answer came\. Try again, or check region and functionPrefix\.$/,
    ],
    ["unavailable", "unavailable [503]", "unreachable", /^No answer came/],
    ["not-found", "not-found [404]", "function-not-found", /^Function not found/],
    ["resource-exhausted", "resource-exhausted [429]", "resource-exhausted", /^Too many calls/],
    ["not-found", "There is no such order. [404]", "not-found", /^There is no such order\.$/],
    ["internal", "Something went wrong here. [500]", "internal", /^Something went wrong here\.$/],
  ] as const) {
    it(`reads "${told}" of a newer SDK, which adds the HTTP status`, () => {
      const error = toPointCheckoutError(Object.assign(new Error(told), { code: `functions/${code}` }));
      assert.equal(error.code, ours);
      assert.match(error.message, message);
    });
  }

  it("names the field that cannot be sent, and sends nothing", async () => {
    const items = (unitprice: unknown) => [{ name: "Tea", quantity: 1, linetotal: "1.00", unitprice }];
    for (const [input, path] of [
      [{ orderId: "O-1", amount: Number.NaN }, "amount"],
      [{ orderId: "O-1", amount: Number.POSITIVE_INFINITY }, "amount"],
      [{ orderId: "O-1", items: items(Number.NaN) }, "items.0.unitprice"],
      [{ orderId: "O-1", branchId: 1601731695315563241n }, "branchId"],
    ] as const) {
      const error = await failure(createPaymentLink(connection(), input as never));
      assert.equal(error.code, "invalid-argument");
      assert.deepEqual(pluck(error.fields, "path"), [path]);
      assert.match(error.message, /cannot be sent/);
    }
    assert.deepEqual(asked, []);
  });
});
