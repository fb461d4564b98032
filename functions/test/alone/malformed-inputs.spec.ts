import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { budget, drawSeed } from "../../../test/budget.js";
import { recordProof } from "../../../test/record-proof.js";
import type { Role } from "../../src/callables/authorize.js";
import { CALLABLE_EXAMPLES, EXAMPLE_ORDER } from "../fixtures/callable-examples.js";
import { linkInput } from "../fixtures/link-input.js";
import { linkFor, type User } from "../support/callables.js";
import { environment } from "../support/environment.js";
import { malformedInputs } from "../support/malformed-inputs.js";
import { bodyOf, forgedHeaders, withoutId } from "../support/malformed-webhooks.js";
import { signWebhook } from "../support/sign-webhook.js";
import { unsignedToken } from "../support/unsigned-token.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";
import { webhookSecret, webhookUrl } from "../support/webhook.js";
import { changedDocuments, readWholeFirestore, type WholeFirestore } from "../support/whole-firestore.js";

const { functionsUrl, project } = environment;

/** Characters of a body; the platform reads it, in the same way for every callable. */
const MUCH = 1_000_000;
/** The checkout that the examples name. */
const EXAMPLE_CHECKOUT = "1790000000000000001";
const CUSTOMER = "uid-malformed";

const users: Record<Role, User> = {
  customer: { uid: CUSTOMER },
  staff: { uid: "sam", role: "staff" },
  admin: { uid: "ada", role: "admin" },
};

/** Of a body that the platform reads; bytes. */
const PLATFORM_LIMIT = 10 * 1024 * 1024;

type Sent = { what: string; headers: Record<string, string>; body?: string; method?: string };

const urlOf = (callable: string) => `${functionsUrl}/${project}/us-central1/${callable}`;
const signedIn = (user: User) => ({ authorization: `Bearer ${unsignedToken(user, project)}` });
const json = { "content-type": "application/json" };

type Answer = { what: string; status: number; text: string };

async function answerTo(url: string, { what, headers, body, method = "POST" }: Sent): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...json, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return { what, status: response.status, text: await response.text() };
  } catch (error) {
    // The platform answers a body beyond its limit while that is still being sent, and closes: the answer may be lost.
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    const isClosed = code === "EPIPE" || code === "ECONNRESET";
    if (isClosed && Number(body?.length) > PLATFORM_LIMIT) return { what, status: 413, text: String(code) };
    throw error;
  }
}

const isClear = ({ status, text }: Answer): boolean =>
  status >= 400 && status < 500 && text !== "" && text.length < 50_000 && !/INTERNAL|\n {4}at /.test(text);

function assertRefused(answers: readonly Answer[], seed: number): void {
  const unclear = answers.filter((answer) => !isClear(answer));
  const shown = unclear
    .slice(0, 5)
    .map(({ what, status, text }) => `${what}: ${status} ${text.slice(0, 200)}`);
  assert.equal(unclear.length, 0, `seed ${seed}, ${unclear.length} answers:\n${shown.join("\n")}`);
}

/** What a callable is given once JSON has carried it there. A key `__proto__` is lost on the way, as is NaN. */
const survivesJson = (data: unknown): boolean => {
  try {
    assert.deepStrictEqual(JSON.parse(JSON.stringify(data) ?? "null"), data);
    return true;
  } catch {
    return false;
  }
};

/** Some of an arbitrary's values; a failure names the seed. */
const sample = <T>(values: fc.Arbitrary<T>, numRuns: number, seed: number): T[] =>
  fc.sample(values, { numRuns, seed });

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

/** Bodies and headers that no client library writes. */
function byHand(good: Readonly<Record<string, unknown>>, user: User): Sent[] {
  const headers = signedIn(user);
  const withField = (name: string, text: string) =>
    `{"data":${JSON.stringify({ ...good, x: 0 }).replace('"x":0', `"${name}":${text}`)}}`;
  const bodies: Record<string, string | undefined> = {
    "no body": undefined,
    "an empty body": "",
    "no JSON": "{",
    "JSON that was cut": '{"data":{"orderId":"ORD',
    "two values": "{}{}",
    "a list": "[]",
    null: "null",
    "a text": '"data"',
    "no data": "{}",
    // Where a callable takes no input, null is a good one.
    ...(Object.keys(good).length > 0 ? { "data of null": '{"data":null}' } : {}),
    "a key beside data": JSON.stringify({ data: good, extra: 1 }),
    "data named twice, the second a text": `{"data":${JSON.stringify(good)},"data":"x"}`,
    "data in the prototype": `{"__proto__":{"data":${JSON.stringify(good)}}}`,
    "fields in the prototype": `{"data":{"__proto__":${JSON.stringify(good)}}}`,
    "a field beside the prototype's": withField("__proto__", '{"customerUid":"x"}'),
    "a prototype of text": withField("__proto__", '"x"'),
    "a constructor": withField("constructor", '{"prototype":{"role":"admin"}}'),
    "deep nesting": withField("x", nested(50_000)),
    "deep nesting alone": `{"data":${nested(100_000)}}`,
    "a million values": withField("x", `[${"1,".repeat(999_999)}1]`),
    "many keys": `{"data":{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join(",")}}}`,
    "half a character": withField("orderId", '"ORD-\\ud800"'),
    "the other half": withField("orderId", '"ORD-\\udc00x"'),
    "text that runs backwards": withField("orderId", '"ORD-\\u202e1"'),
    "a null character": withField("orderId", '"ORD-\\u0000"'),
    "a line break": withField("orderId", '"ORD\\r\\n-1"'),
    "a number of Firebase's that is none": withField(
      "x",
      '{"@type":"type.googleapis.com/google.protobuf.Int64Value","value":"x"}',
    ),
    "a type that Firebase does not know": withField("x", '{"@type":"x","value":"1"}'),
    "a type that is a list": withField("x", '{"@type":[1]}'),
    "an amount beyond any number": withField("amount", "1e400"),
    "11 MB": JSON.stringify({ data: { ...good, description: "x".repeat(11 * 1024 * 1024) } }),
    "9 MB": JSON.stringify({ data: { ...good, description: "x".repeat(9 * 1024 * 1024) } }),
  };
  const body = JSON.stringify({ data: { ...good, x: 1 } });
  const others: Sent[] = [
    { what: "a text/plain", headers: { ...headers, "content-type": "text/plain" }, body },
    {
      what: "a form",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: "data[orderId]=ORD-1",
    },
    { what: "XML", headers: { ...headers, "content-type": "application/xml" }, body: "<data/>" },
    { what: "no content type", headers: { ...headers, "content-type": "" }, body },
    {
      what: "an unknown character set",
      headers: { ...headers, "content-type": "application/json; charset=x" },
      body,
    },
    { what: "no gzip", headers: { ...headers, "content-encoding": "gzip" }, body },
    { what: "an unknown encoding", headers: { ...headers, "content-encoding": "x" }, body },
    { what: "no token", headers: { authorization: "Bearer x" }, body },
    { what: "half a token", headers: { authorization: `Bearer ${"a.".repeat(5_000)}` }, body },
    ...["GET", "PUT", "PATCH", "DELETE"].map((method) => ({ what: method, method, headers })),
  ];
  return [
    ...Object.entries(bodies).map(([what, text]) => ({
      what,
      headers,
      ...(text === undefined ? {} : { body: text }),
    })),
    ...others,
  ];
}

describe("malformed inputs, over HTTP", () => {
  const order = { orderId: "", checkoutId: "" };
  const seed = drawSeed();
  let sent = 0;

  /** Sends all, and holds against it: clear answers, no document written, the vendor asked for nothing. */
  async function assertNothingMoves(url: string, all: readonly Sent[]): Promise<void> {
    const asked = async () => (await vendor.requests({ orderId: order.orderId })).length;
    const [before, askedBefore] = [await readWholeFirestore(), await asked()];
    assertRefused(await Promise.all(all.map((one) => answerTo(url, one))), seed);
    assert.deepEqual(changedDocuments(before, await readWholeFirestore()), [], `seed ${seed}`);
    assert.equal(await asked(), askedBefore);
    sent += all.length;
  }

  before(async () => {
    Object.assign(order, await linkFor(linkInput({ customerUid: CUSTOMER })));
    // What specs before this one left behind ends first.
    let last: WholeFirestore = new Map();
    await waitUntil("Firestore to come to rest", async () => {
      const now = await readWholeFirestore();
      const isAtRest = now.size > 0 && changedDocuments(last, now).length === 0;
      last = now;
      await sleep(200);
      return isAtRest;
    });
  });

  after(() => {
    console.log(`      ${sent} malformed inputs sent`);
    recordProof("malformed inputs: over HTTP", sent, "inputs");
  });

  /** An example about an order and a checkout that exist. */
  const about = (input: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    JSON.parse(
      JSON.stringify(input)
        .replaceAll(`"${EXAMPLE_ORDER}"`, JSON.stringify(order.orderId))
        .replaceAll(`"checkoutId":"${EXAMPLE_CHECKOUT}"`, `"checkoutId":${JSON.stringify(order.checkoutId)}`),
    ) as Record<string, unknown>;

  for (const [name, examples] of Object.entries(CALLABLE_EXAMPLES)) {
    for (const { role, input } of examples) {
      it(`${name} refuses malformed ones of ${role}, and writes nothing`, async () => {
        const headers = signedIn(users[role]);
        const good = about(input);
        // The first field of every example names what it is about, and is required.
        const [first] = Object.keys(good);
        const isMissed = (data: unknown) => first !== undefined && Object(data)[first] === null;
        const inputs = malformedInputs(good, isMissed).filter(({ data }) => survivesJson(data));
        const all = sample(inputs, budget.malformedInputsOverHttp, seed).map(({ what, data }) => ({
          what,
          headers,
          body: JSON.stringify({ data }),
        }));
        await assertNothingMoves(urlOf(name), all);
      });
    }
  }

  for (const [index, name] of Object.keys(CALLABLE_EXAMPLES).entries()) {
    it(`${name} refuses what no client library sends, and writes nothing`, async () => {
      const [{ role, input } = { role: "staff" as const, input: {} }] = CALLABLE_EXAMPLES[name] ?? [];
      const sent = byHand(about(input), users[role]);
      const bearable = sent.filter(({ body = "" }) => body.length < MUCH);
      await assertNothingMoves(urlOf(name), index < budget.callablesSentMuch ? sent : bearable);
    });
  }

  it("the webhook refuses bodies without a checkout, though they are signed, and writes nothing", async () => {
    const all = sample(withoutId(delivery()), budget.webhooksOverHttp, seed).map((body) => ({
      what: body.slice(0, 100),
      headers: signWebhook(body, { secrets: [webhookSecret] }),
      body,
    }));
    await assertNothingMoves(webhookUrl, all);
  });

  it("the webhook refuses forged deliveries of a good body, and writes nothing", async () => {
    const isSendable = (headers: Record<string, string>) =>
      Object.values(headers).every((value) => /^[\x20-\x7e]*$/.test(value));
    const forged = forgedHeaders(delivery(), webhookSecret).filter(isSendable);
    const body = bodyOf(delivery());
    const all = sample(forged, budget.webhooksOverHttp, seed).map((headers) => ({
      what: JSON.stringify(headers),
      headers,
      body,
    }));
    await assertNothingMoves(webhookUrl, all);
  });

  it("the webhook refuses what the vendor never sends, signed as it is, and writes nothing", async () => {
    const signed = byHand(delivery(), users.staff).filter(({ headers }) => !("content-type" in headers));
    const resigned = (body = "") => signWebhook(body, { secrets: [webhookSecret] });
    const all = signed.map((one) => ({ ...one, headers: { ...one.headers, ...resigned(one.body) } }));
    await assertNothingMoves(webhookUrl, all);
  });

  const delivery = () => ({ id: order.checkoutId, orderId: order.orderId, referenceId: "PAY-1" });
});
