import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { declaredParams } from "firebase-functions/params";
import { secrets, webhookOnlySecrets } from "./parameters.js";
import { SECRET_NAMES } from "./shared/foreign-text.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const git = (...args: string[]) => execFileSync("git", ["-C", root, ...args], { encoding: "utf8" });
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The simulator's own: public values, good for nothing else. */
const PUBLIC: Record<string, string> = {
  POINTCHECKOUT_API_KEY: "simulator-key",
  POINTCHECKOUT_API_SECRET: "simulator-secret",
  POINTCHECKOUT_WEBHOOK_SECRETS: `whsec_${Buffer.from("simulator-webhook-signing-secret").toString("base64")}`,
};

/** The settings in a file of lines such as `NAME=value`. */
const settingsIn = (text: string): [string, string][] =>
  text.split("\n").flatMap((line) => {
    const [, name, value] = /^\s*([A-Z0-9_]+)\s*=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value.trim()]];
  });

const tracked = git("ls-files").split("\n").filter(Boolean);

describe("secrets of a deployment", () => {
  it("are declared as secrets, every one of them, and nothing that sounds like one is declared otherwise", () => {
    const known = [...secrets, ...webhookOnlySecrets];
    assert.deepEqual(known.map(({ name }) => name).toSorted(), SECRET_NAMES.toSorted());
    const names = new Set<string>(SECRET_NAMES);
    for (const parameter of declaredParams) {
      const { name } = parameter;
      assert.equal(parameter.constructor.name === "SecretParam", names.has(name), name);
      if (!names.has(name)) assert.doesNotMatch(name, /KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL/);
    }
  });

  it("are named in the sources where they are declared, and where they are taken out of texts, alone", () => {
    const sources = tracked.filter(
      (path) => /^functions\/src\/.*\.ts$/.test(path) && !path.endsWith(".spec.ts"),
    );
    const naming = sources.filter((path) =>
      /"POINTCHECKOUT_(?:API_KEY|API_SECRET|WEBHOOK_SECRETS)"/.test(read(path)),
    );
    assert.deepEqual(naming, ["functions/src/parameters.ts", "functions/src/shared/foreign-text.ts"]);
  });

  it("are in no file of settings that is committed", () => {
    const files = tracked.filter((path) => /(?:^|\/)\.env(?:\.|$)/.test(path));
    assert.ok(files.length > 0);
    for (const path of files) {
      for (const [name, value] of settingsIn(read(path))) {
        assert.doesNotMatch(name, /KEY$|SECRET|TOKEN|PASSWORD|CREDENTIAL/, path);
        assert.doesNotMatch(value, /whsec_|PRIVATE KEY|:\/\/[^/]*@/, path);
      }
    }
  });

  it("are the simulator's public ones in what is committed for the emulators, and no others", () => {
    const files = tracked.filter((path) => /(?:^|\/)\.secret/.test(path) && path.startsWith("functions/"));
    assert.deepEqual(files, ["functions/.secret.local"]);
    assert.deepEqual(Object.fromEntries(settingsIn(read("functions/.secret.local"))), PUBLIC);
  });

  it("cannot be committed from a file of one's own: it is ignored", () => {
    assert.equal(git("check-ignore", "functions/.env.local").trim(), "functions/.env.local");
  });
});
