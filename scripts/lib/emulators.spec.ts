import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { createCleanUp } from "./clean-up.js";
import { parametersFile, startEmulators } from "./emulators.js";
import { cacheDir, functionsDir, root } from "./paths.mjs";
import { demoSuite } from "./suites.js";

describe("startEmulators", () => {
  it("leaves alone what another command that holds the ports has written", async () => {
    const configPath = join(cacheDir, "of-another.json");
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(configPath, "its own");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const cleanUp = createCleanUp();
    const suite = { ...demoSuite(), project: "demo-of-another", configPath, ports: { hub: port } };
    try {
      await assert.rejects(startEmulators(suite, "none.jar", cleanUp), /needed for hub, is in use/);
      await cleanUp.stop();
      assert.equal(readFileSync(configPath, "utf8"), "its own");
    } finally {
      server.close();
      rmSync(configPath, { force: true });
    }
  });
});

describe("parametersFile", () => {
  const watching = (dir: string) => `i  functions: Watching "${dir}" for Cloud Functions...\n`;
  const question = "? Enter a string value for SHOP_REGION:";

  it("is that of the codebase which lacks the parameter", () => {
    const output = `${watching(functionsDir)}${watching(join(root, "shop"))}${question}`;
    assert.equal(parametersFile(output, "demo-pointcheckout"), join("shop", ".env.demo-pointcheckout"));
  });

  it("is the demonstration's for the functions of every suite", () => {
    const demo = join("functions", ".env.demo-pointcheckout");
    for (const project of ["demo-pointcheckout", "demo-pointcheckout-test"])
      assert.equal(parametersFile(`${watching(functionsDir)}${question}`, project), demo);
  });
});
