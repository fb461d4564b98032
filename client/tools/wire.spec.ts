import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { paymentSchema } from "../../functions/src/orders/model/order.js";
import { toStored } from "../../functions/src/orders/model/stored-content.js";
import { newOrder } from "../../functions/src/orders/store/order-document.js";
import { derive } from "../../functions/src/orders/transition/derive.js";
import { paymentDefaults } from "../src/types.js";

const sourceOf = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

describe("the client's types", () => {
  it("are each compared with the functions' schemas", () => {
    const exported = [...sourceOf("../src/types.ts").matchAll(/^export (?:type|const) (\w+)/gm)];
    const compared = new Set([...sourceOf("./wire.ts").matchAll(/\bclient\.(\w+)/g)].map(([, name]) => name));
    assert.deepEqual(
      exported.map(([, name]) => name).filter((name) => !compared.has(name)),
      ["paymentDefaults"],
    );
  });

  it("come with the functions' own table of problems", () => {
    const table = sourceOf("../../functions/src/orders/model/problems.ts");
    assert.equal(sourceOf("../src/problems.ts"), table, "copy it from functions/ to client/");
  });

  it("fill in the payment of a draft as the functions do", () => {
    const {
      requests: _requests,
      resend: _resend,
      eventCount: _eventCount,
      ...kept
    } = paymentSchema.parse({});
    const { status: _status, ...derived } = derive(newOrder("", toStored({})));
    assert.deepEqual(paymentDefaults(), { ...kept, ...derived });
  });
});
