import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv, promisify } from "node:util";

const functionsDir = fileURLToPath(new URL("..", import.meta.url));
const entry = join(functionsDir, "dist", "index.js");

/** The chunks that are loaded with one, whatever runs. */
function loadedWith(chunk: string, seen = new Set<string>()): Set<string> {
  if (seen.has(chunk)) return seen;
  seen.add(chunk);
  for (const [, path = ""] of readFileSync(chunk, "utf8").matchAll(
    /(?:from|^import|;import)"(\.[^"]+\.js)"/gm,
  ))
    loadedWith(join(dirname(chunk), path), seen);
  return seen;
}

/** Our own sources in a chunk, from `functions/` on. */
function sourcesOf(chunk: string): string[] {
  const { sources } = JSON.parse(readFileSync(`${chunk}.map`, "utf8")) as { sources: string[] };
  return sources.map((source) => relative(functionsDir, join(dirname(chunk), source)).replaceAll("\\", "/"));
}

/** @returns what it printed */
async function run(program: string, parameters: NodeJS.ProcessEnv): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", program],
    { env: { PATH: process.env.PATH, GCLOUD_PROJECT: "demo-bundle", ...parameters } },
  );
  return stdout + stderr;
}

describe("the deployed bundle", () => {
  const sources = [...loadedWith(entry)].flatMap(sourcesOf);

  it("begins with the declarations, and with nothing that works", () => {
    const index = readFileSync(join(functionsDir, "src", "index.ts"), "utf8");
    const declarations = [...index.matchAll(/"\.\/(.+)\.js"/g)].map(([, path]) => `src/${path}.ts`);
    assert.ok(declarations.length > 0);
    for (const declaration of declarations) assert.ok(sources.includes(declaration), declaration);
    const others = sources.filter((source) => !declarations.includes(source)).sort();
    assert.deepEqual(others, [
      "src/callables/define-callable.ts",
      "src/callables/unreadable.ts",
      "src/checkouts/checkout-document.ts",
      "src/parameters.ts",
    ]);
  });

  it("names the places of an error in the sources", async () => {
    const program = `
      const { saveDraftOrder } = await import(${JSON.stringify(entry)});
      const auth = { uid: "uid-1", token: { role: "staff" } };
      await saveDraftOrder.run({ data: {}, auth }).catch(() => {});`;
    const said = await run(program, { POINTCHECKOUT_API_URL: "no address" });
    const source = readFileSync(join(functionsDir, "src", "config.ts"), "utf8").split("\n");
    const begin = source.findIndex((text) => text.includes("function parseUrl"));
    const line = begin + source.slice(begin).findIndex((text) => text.includes("throw new")) + 1;
    assert.match(said, new RegExp(`parseUrl \\([^)]*functions.src.config\\.ts:${line}:\\d+\\)`));
  });

  it("sends to the vendor by Node's http alone", async () => {
    const program = `
      const { listBranches } = await import(${JSON.stringify(entry)});
      const auth = { uid: "uid-1", token: { role: "staff" } };
      await listBranches.run({ data: {}, auth }).catch(() => {});
      console.log(process.moduleLoadList.filter((name) => name.includes("undici")));`;
    const [parameters, secrets] = [".env.demo-pointcheckout", ".secret.local"].map((file) =>
      parseEnv(readFileSync(join(functionsDir, file), "utf8")),
    );
    const nobody = { POINTCHECKOUT_API_URL: "http://127.0.0.1:9/", POINTCHECKOUT_TIMEOUT_MS: "500" };
    const said = await run(program, { FUNCTIONS_EMULATOR: "true", ...parameters, ...secrets, ...nobody });
    assert.match(said, /failed network: GET branches/);
    assert.match(said, /\[\]/);
  });
});
