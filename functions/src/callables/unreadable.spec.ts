import assert from "node:assert/strict";
import type { Request } from "firebase-functions/v2/https";
import { unreadableIn, withholdUnreadable } from "./unreadable.js";

const INT64 = "type.googleapis.com/google.protobuf.Int64Value";

/** What is left of a request's body, and which fields were reported. */
function withhold(body: unknown, rawBody = Buffer.alloc(0)) {
  const request = { body, rawBody } as Request;
  withholdUnreadable(request);
  const reported = unreadableIn({ rawRequest: request });
  return { body: request.body as unknown, paths: reported.map(({ path }) => path) };
}

describe("what the platform cannot decode", () => {
  for (const [what, text, path] of [
    ["a type of Firebase's without its number", `{"a":{"@type":"${INT64}","value":"x"}}`, "a.@type"],
    ["a type that Firebase does not know", '{"a":[{"@type":"x"}]}', "a.0.@type"],
    ["a type that is none", '{"@type":{}}', "@type"],
    ["a prototype", '{"a":{"__proto__":{"b":1}}}', "a.__proto__"],
    ["a prototype of text", '{"__proto__":"x"}', "__proto__"],
    ["more than the stack can take", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "a"],
  ] as const) {
    it(`is withheld, and reported: ${what}`, () => {
      const data: unknown = JSON.parse(text);
      assert.deepEqual(withhold({ data }), { body: { data: null }, paths: [path] });
    });
  }

  it("is withheld unread when it is larger than any call", () => {
    const ownKeys = () => assert.fail("its keys were listed");
    const unread = new Proxy({ data: 1 }, { ownKeys });
    assert.deepEqual(withhold(unread, Buffer.alloc(500_001)), { body: { data: null }, paths: [""] });
    assert.deepEqual(withhold({ data: 1 }, Buffer.alloc(500_000)), { body: { data: 1 }, paths: [] });
  });

  // Bytes have a key each, which takes seconds to list: that they have a key "data" must not matter.
  const bytes = Object.assign(Buffer.alloc(0), { data: 1 });
  for (const body of [undefined, null, "text", [], {}, { data: 1, card: "4111111111111111" }, bytes]) {
    it(`is not given to the platform to be logged: ${JSON.stringify(body)}`, () =>
      assert.deepEqual(withhold(body), { body: {}, paths: [] }));
  }

  for (const data of [
    { orderId: "ORD-1", items: [{ name: "Coffee" }] },
    { amount: { "@type": INT64, value: "9007199254740993" } },
    { "@type": null },
    null,
    "text",
  ]) {
    it(`leaves what it can: ${JSON.stringify(data)}`, () =>
      assert.deepEqual(withhold({ data }), { body: { data }, paths: [] }));
  }
});
