import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { builtUrl } from "./built-functions-hooks.mjs";
import { functionsDir } from "./paths.mjs";

const urlOf = (path: string) => pathToFileURL(join(functionsDir, path)).href;

describe("builtUrl", () => {
  it("leads from a source to what it was compiled to", () => {
    assert.equal(builtUrl(urlOf("src/orders/order.ts")), urlOf("lib/orders/order.js"));
    assert.equal(builtUrl(`${urlOf("src/index.ts")}?namespace=1`), urlOf("lib/index.js"));
  });

  it("leaves alone what is not deployed", () => {
    for (const path of ["src/orders/order.spec.ts", "test/fixtures/order.ts", "src/orders/order.json"]) {
      assert.equal(builtUrl(urlOf(path)), undefined);
    }
    assert.equal(builtUrl("node:fs"), undefined);
  });
});
