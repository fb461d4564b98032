import assert from "node:assert/strict";
import { localSettings } from "./site.js";
import { demoSuite } from "./suites.js";

describe("localSettings", () => {
  const deployed = {
    region: "europe-west1",
    functionPrefix: "kuwait-",
    database: "kuwait",
    signInWith: ["google.com"],
    roleContact: "Ada",
    currencies: ["KWD"],
    appCheckSiteKey: "6Lc-key",
  };

  it("lead the web app to the emulators, although they are a deployment's", () => {
    const { emulators, ...settings } = localSettings(deployed, demoSuite());
    const { appCheckSiteKey: _, ...kept } = deployed;
    const local = { region: "us-central1", functionPrefix: "", database: "(default)" };
    assert.deepEqual(settings, { ...kept, ...local });
    assert.equal(emulators?.functions, "127.0.0.1:5001");
  });
});
