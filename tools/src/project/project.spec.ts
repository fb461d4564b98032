import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandFailure } from "../command-failure.js";
import { accessSecret } from "./access-secret.js";
import { chooseCodebase } from "./codebase.js";
import { mergeSettings, readSettings } from "./settings.js";
import { chooseTarget } from "./target.js";

const DEMO = "demo-pointcheckout";
const ENTRIES = [
  { source: "functions", codebase: "pointcheckout" },
  { source: "functions", codebase: "kuwait", prefix: "kuwait", configDir: "accounts/kuwait" },
] as const;
const emulated = { FIRESTORE_EMULATOR_HOST: "127.0.0.1:8080" };
const users = { FIREBASE_AUTH_EMULATOR_HOST: "x" };
const live = { GCLOUD_PROJECT: "live" };

describe("chooseTarget", () => {
  it("takes npm start's emulators with --local, whatever the environment says", () => {
    const expected = { projectId: DEMO, isEmulated: true };
    assert.deepEqual(chooseTarget({ local: true }, live), expected);
  });
  it("takes the emulators that the environment names, and their project", () => {
    const env = { ...emulated, GCLOUD_PROJECT: "demo-x" };
    assert.deepEqual(chooseTarget({}, env), { projectId: "demo-x", isEmulated: true });
    const other = { projectId: "demo-y", isEmulated: true };
    assert.deepEqual(chooseTarget({ project: "demo-y" }, env), other);
  });
  it("takes a real project by its name alone", () => {
    assert.deepEqual(chooseTarget({ project: "live" }, {}), { projectId: "live", isEmulated: false });
  });
  for (const [name, options, env] of [
    ["no project, though the environment has one", {}, { ...live, GOOGLE_CLOUD_PROJECT: "live" }],
    ["a demo project without emulators", { project: DEMO }, {}],
    ["a real project with emulators", { project: "live" }, emulated],
    ["emulators with the environment's real project", {}, { ...emulated, ...live }],
    ["a real project with an emulator for the users alone", { project: "live" }, users],
    ["both", { local: true, project: DEMO }, {}],
  ] as const) {
    it(`refuses ${name}, with a remedy`, () => {
      assert.throws(
        () => chooseTarget(options, env),
        (error) => error instanceof CommandFailure && error.exitCode === 2 && error.remedy !== "",
      );
    });
  }
});

describe("mergeSettings", () => {
  it("takes the first source that names a parameter, an empty one too, and lists which none names", () => {
    const defaults = { A: "a", B: "b", C: "c" };
    assert.deepEqual(mergeSettings(defaults, [{ A: "" }, { A: "2", B: "2", X: "2" }]), {
      values: { A: "", B: "2", C: "c" },
      unnamed: ["C"],
    });
  });
});

describe("readSettings", () => {
  it("names the file of the codebase, not that of the first one", () => {
    const target = { projectId: "live", isEmulated: false };
    const { file } = readSettings(target, chooseCodebase("kuwait", ENTRIES), {});
    assert.equal(file, join("accounts", "kuwait", ".env.live"));
  });

  it("finds the first parameter of a file that begins with a byte order mark, as a deploy does", () => {
    const configDir = mkdtempSync(join(tmpdir(), "settings-"));
    try {
      writeFileSync(join(configDir, ".env"), "\ufeffA=1\nB=2\n");
      const codebase = { configDir, secretPrefix: "" };
      const { values } = readSettings({ projectId: "live", isEmulated: false }, codebase, { A: "", B: "" });
      assert.deepEqual(values, { A: "1", B: "2" });
    } finally {
      rmSync(configDir, { recursive: true });
    }
  });
});

describe("accessSecret", () => {
  const answering = (status: number, body: object, seen: string[] = []): typeof fetch =>
    (async (url: string, init: RequestInit) => {
      seen.push(url, new Headers(init.headers).get("authorization") ?? "");
      return new Response(JSON.stringify(body), { status });
    }) as typeof fetch;

  it("reads the newest version, with the token", async () => {
    const seen: string[] = [];
    const data = Buffer.from("whsec_x\n").toString("base64");
    const text = await accessSecret("my-project", "NAME", "t0", answering(200, { payload: { data } }, seen));
    assert.equal(text, "whsec_x\n");
    assert.deepEqual(seen, [
      "https://secretmanager.googleapis.com/v1/projects/my-project/secrets/NAME/versions/latest:access",
      "Bearer t0",
    ]);
  });
  it("knows none that is not there", async () => {
    assert.equal(await accessSecret("p", "NAME", "t", answering(404, {})), null);
  });
  for (const [what, name, words] of [
    ["role that is lacking", "NAME", /secretAccessor/],
    ["variable that is read instead, which has no prefix", "kuwait-NAME", / set NAME in the environment/],
  ] as const) {
    it(`names the ${what}`, () =>
      assert.rejects(
        accessSecret("p", name, "t", answering(403, {})),
        (error) => error instanceof CommandFailure && words.test(error.remedy),
      ));
  }
});

describe("chooseCodebase", () => {
  it("takes the first one unless another is named", () => {
    const { configDir, secretPrefix } = chooseCodebase(undefined, ENTRIES);
    assert.match(configDir, /[\\/]functions$/);
    assert.equal(secretPrefix, "");
  });
  it("passes over a merchant's own codebases, wherever they stand", () => {
    const own = { source: "fulfilment", codebase: "fulfilment" };
    const written = ENTRIES.map((entry) => ({ ...entry, source: "./functions/" }));
    assert.equal(chooseCodebase(undefined, [own, ...written]).secretPrefix, "");
    assert.match(chooseCodebase(undefined, [own, ...ENTRIES]).configDir, /[\\/]functions$/);
    const remedy = "It has pointcheckout, kuwait.";
    assert.throws(() => chooseCodebase("fulfilment", [own, ...ENTRIES]), { remedy });
    assert.throws(() => chooseCodebase(undefined, [own]), { remedy: "It has none." });
  });
  it("finds the settings and the secrets of a deployment with a prefix", () => {
    const { configDir, secretPrefix } = chooseCodebase("kuwait", ENTRIES);
    assert.match(configDir, /accounts[\\/]kuwait$/);
    assert.equal(secretPrefix, "kuwait-");
  });
  it("names those that there are", () => {
    assert.throws(() => chooseCodebase("uae", ENTRIES), { remedy: "It has pointcheckout, kuwait." });
  });
});
