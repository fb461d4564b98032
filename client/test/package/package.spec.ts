import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { buildClient } from "../../tools/build-client.js";

/** What an app pays for the package at most, without its peers; bytes. */
const LARGEST = 5 * 1024;

describe("the package", () => {
  let directory: string;
  before(() => {
    directory = buildClient("client-package");
  });

  /** An app's bundle, as a bundler leaves it; the peers stay outside. */
  async function bundle(app: string): Promise<string> {
    const { outputFiles } = await build({
      stdin: { contents: app, resolveDir: join(directory, "..", "..") },
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      target: "es2022",
      external: ["firebase"],
      logLevel: "silent",
    });
    return outputFiles.map(({ text }) => text).join("");
  }

  it("weighs less than 5 KB, gzipped, with all that it has", async () => {
    const text = await bundle('export * from "pointcheckout-firebase-client";');
    const bytes = gzipSync(text, { level: 9 }).length;
    console.log(`      ${bytes} bytes gzipped, ${text.length} minified`);
    assert.ok(bytes < LARGEST, `${bytes} bytes`);
    for (const name of ["pointcheckout", "createPaymentLink", "onOrders", "PROBLEM_CODES"]) {
      assert.match(text, new RegExp(`\\b${name}\\b`));
    }
  });

  it("leaves out of a bundle what an app does not import", async () => {
    const app = `import { connect, createPaymentLink } from "pointcheckout-firebase-client";
      export const pay = (app, input) => createPaymentLink(connect(app), input);`;
    const text = await bundle(app);
    assert.match(text, /"createPaymentLink"/);
    for (const unused of ["firebase/firestore", "refundPayment", "capturePayment", "identity_mismatch"]) {
      assert.ok(!text.includes(unused), unused);
    }
    const watching = await bundle('export { connect, onOrder } from "pointcheckout-firebase-client";');
    assert.match(watching, /firebase\/firestore/);
    assert.ok(!watching.includes("firebase/functions"));
  });

  it("leaves nothing of itself when nothing is used", async () => {
    assert.equal((await bundle('import "pointcheckout-firebase-client";')).trim(), "");
  });

  it("is typed for an app that has nothing of the functions", () => {
    const app = `import { createPaymentLink, connect, type Order } from "pointcheckout-firebase-client";
      import { initializeApp } from "firebase/app";
      const { url } = await createPaymentLink(connect(initializeApp({})), { orderId: "O-1" });
      export const show = (order: Order): string => \`\${url} \${order.payment.paidAt?.toDate()} \${order.payment.link?.url}\`;`;
    assert.equal(compile("good.ts", app), "");
    const wrong = compile("bad.ts", app.replace('orderId: "O-1"', 'orderID: "O-1"'));
    assert.match(wrong, /bad\.ts.*error TS2561.*orderID/);
  });

  function compile(name: string, text: string): string {
    const cwd = join(directory, "..", "..");
    writeFileSync(join(cwd, name), text);
    const tsc = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", ""];
    const { stdout } = spawnSync(process.execPath, [tsc, ...options, "--ignoreConfig", name], {
      cwd,
      encoding: "utf8",
    });
    return stdout.trim();
  }

  it("imports nothing but its peer, neither when it runs nor for its types", () => {
    const lib = join(directory, "lib");
    const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.(js|ts)$/.test(name),
    );
    const imported = files.flatMap((name) => {
      const text = readFileSync(join(lib, name), "utf8");
      return [...text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map(([, from = ""]) => from);
    });
    const outside = new Set(imported.filter((from) => !from.startsWith(".")));
    assert.deepEqual([...outside].toSorted(), ["firebase/app", "firebase/firestore", "firebase/functions"]);
  });
});
