import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { EXPIRES_IN_MINUTES, PAYMENT_METHODS } from "../../functions/src/orders/model/content.js";
import { paymentSchema } from "../../functions/src/orders/model/order.js";
import { ORDER_STATUSES } from "../../functions/src/orders/model/order-status.js";
import { toStored } from "../../functions/src/orders/model/stored-content.js";
import { newOrder } from "../../functions/src/orders/store/order-document.js";
import { derive } from "../../functions/src/orders/transition/derive.js";
import * as client from "../src/types.js";

const sourceOf = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

describe("the client's types", () => {
  it("are each compared with the functions' schemas", () => {
    const types = ["../src/types.ts", "../src/callable-types.ts"].map(sourceOf).join("\n");
    const exported = [...types.matchAll(/^export type (\w+)/gm)];
    const compared = [...sourceOf("./wire.ts").matchAll(/\[\s*client\.(\w+),/g)].map(([, name]) => name);
    assert.ok(exported.length > 40);
    const missing = exported.map(([, name]) => name).filter((name) => !compared.includes(name));
    assert.deepEqual(missing, []);
  });

  it("come with the functions' own constants", () => {
    const { paymentDefaults: _paymentDefaults, ...constants } = client;
    assert.deepEqual(constants, { EXPIRES_IN_MINUTES, ORDER_STATUSES, PAYMENT_METHODS });
  });

  it("fill in the payment of a draft as the functions do", () => {
    const { requests: _requests, resend: _resend, eventCount: _count, ...kept } = paymentSchema.parse({});
    const { status: _status, ...derived } = derive(newOrder("", toStored({})));
    assert.deepEqual(client.paymentDefaults(), { ...kept, ...derived });
  });
});
