import assert from "node:assert/strict";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { drawChecks } from "../commands/doctor.js";
import { createStyle } from "../present/style.js";
import { openProject } from "../project/open-project.js";
import { failed, makeChecks, ok } from "./check.js";
import { classifyClock, lookAtClock } from "./clock.js";
import { classifyRead, compareRules } from "./rules.js";
import { checkSecret, vendorChecks } from "./vendor.js";

describe("doctor, the clock", () => {
  const now = Date.parse("2030-01-01T12:00:00.500Z");
  const classify = (skewSeconds: number) =>
    classifyClock(new Date(now + skewSeconds * 1000 - 500).toUTCString(), now - 100, now + 100);
  for (const [skew, outcome] of [
    [0, "ok"],
    [30, "ok"],
    [31, "warning"],
    [-31, "warning"],
    [300, "warning"],
    [301, "failed"],
    [-301, "failed"],
  ] as const) {
    it(`takes ${skew} s for ${outcome}`, () => assert.equal(classify(skew).outcome, outcome));
  }
  it("says in which direction", () => {
    assert.match(classify(60).detail, /60 s behind/);
    assert.match(classify(-60).detail, /60 s ahead/);
  });
  it("does not call unknown what it could not see", async () => {
    assert.equal(classifyClock(null, now, now).outcome, "not checked");
    assert.equal(classifyClock("soon", now, now).outcome, "not checked");
    const unreachable = (async () => Promise.reject(new TypeError("fetch failed"))) as typeof fetch;
    assert.equal((await lookAtClock("https://vendor.example/", unreachable)).outcome, "not checked");
  });
});

describe("doctor, the rules", () => {
  it("takes a denied read for rules, and an allowed one for none", () => {
    const outcomes = [403, 404, 200, 500].map((status) => classifyRead(status).outcome);
    assert.deepEqual(outcomes, ["ok", "failed", "failed", "not checked"]);
  });
  it("compares what is deployed but for comments and blanks", () => {
    const ours = "service x {\n  // why\n  allow read: if a;\n}";
    assert.equal(compareRules("service x {  allow read: if a; }", ours).outcome, "ok");
    const { outcome, remedy = "" } = compareRules("service x { allow read: if true; }", ours);
    assert.equal(outcome, "warning");
    // Where firebase.json lists several databases, `firestore:rules` deploys nothing.
    assert.match(remedy, /--only firestore --project/);
  });
});

describe("doctor, the parameters", () => {
  restoreEnvironment();
  const examine = async (changed: Record<string, string> = {}) => {
    const project = await openProject({ local: true }, process.env, () => undefined);
    Object.assign(process.env, changed);
    return vendorChecks(project).parameters();
  };
  it("takes those of the demonstration", async () => {
    assert.equal((await examine()).outcome, "ok");
  });
  for (const [name, value] of [
    ["POINTCHECKOUT_MAX_AMOUNT", "1.5"],
    ["POINTCHECKOUT_RETENTION_DAYS", "-1"],
    ["POINTCHECKOUT_LISTEN_SECONDS", "600"],
    ["POINTCHECKOUT_ENFORCE_APP_CHECK", "TRUE"],
    ["POINTCHECKOUT_SERVICE_ACCOUNTS", "sam@example.com"],
    ["POINTCHECKOUT_CREATE_CALLS_PER_MINUTE", "-1"],
    ["POINTCHECKOUT_REFRESH_CALLS_PER_MINUTE", "100001"],
  ] as const) {
    it(`fails when the functions refuse ${name}`, async () => {
      const finding = await examine({ [name]: value });
      assert.equal(finding.outcome, "failed");
      assert.match(finding.detail, new RegExp(`^${name} `));
    });
  }
});

describe("doctor, the webhook secret", () => {
  const one = `whsec_${Buffer.alloc(24, 1).toString("base64")}`;
  for (const [text, outcome] of [
    [one, "ok"],
    [` ${one}\n`, "ok"],
    [`${one} ${one}`, "ok"],
    [`${one} whsec_short`, "warning"],
    ["none", "failed"],
    ["", "failed"],
    [null, "failed"],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for ${outcome}`, () => {
      const finding = checkSecret(text);
      assert.equal(finding.outcome, outcome);
      assert.equal(finding.remedy === undefined, outcome === "ok");
      assert.ok(!finding.detail.includes(one.slice(6)));
    });
  }
});

describe("doctor, its checks", () => {
  it("makes each for itself: one that breaks keeps no other from being made", async () => {
    const broken = () => Promise.reject(new Error("no"));
    const fine = async () => ok("yes");
    const results = await makeChecks({ broken, fine }, (error) => failed(String(error), "mend it"));
    assert.deepEqual(results, [
      { name: "broken", outcome: "failed", detail: "Error: no", remedy: "mend it" },
      { name: "fine", outcome: "ok", detail: "yes" },
    ]);
    const drawn = drawChecks(results, createStyle(false));
    assert.match(drawn, /^failed +broken +Error: no\n +mend it\nok +fine +yes$/);
  });
});
