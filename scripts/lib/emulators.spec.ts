import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { createCleanUp } from "./clean-up.js";
import { startEmulators, whyNotStarted } from "./emulators.js";
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
      await assert.rejects(startEmulators(suite, cleanUp), /needed for hub, is in use/);
      await cleanUp.stop();
      assert.equal(readFileSync(configPath, "utf8"), "its own");
    } finally {
      server.close();
      rmSync(configPath, { force: true });
    }
  });
});

describe("whyNotStarted", () => {
  const watching = (dir: string) => `i  functions: Watching "${dir}" for Cloud Functions...\n`;
  const question = "? Enter a string value for SHOP_REGION";
  const why = (output: string, project = "demo-pointcheckout") => whyNotStarted(output, project);
  const both = `${watching(functionsDir)}${watching(join(root, "shop"))}`;

  it("names the file of the codebase that lacks a parameter", () => {
    const file = join("shop", ".env.demo-pointcheckout");
    assert.equal(why(`${both}${question}`), `the parameter SHOP_REGION has no value: add it to ${file}`);
  });

  it("names the demonstration's file for the functions of every suite", () => {
    const file = join("functions", ".env.demo-pointcheckout");
    for (const project of ["demo-pointcheckout", "demo-pointcheckout-test"])
      assert.ok(why(`${watching(functionsDir)}${question}`, project)?.endsWith(` ${file}`));
  });

  it("names a codebase that cannot be loaded, although the emulators say that they are ready", () => {
    const output = `${both}Failed to load function definition from source: FirebaseError\nAll emulators ready`;
    assert.equal(why(output), "the functions of shop cannot be loaded: is it built?");
    assert.equal(why(`${both}All emulators ready`), null);
  });
});
