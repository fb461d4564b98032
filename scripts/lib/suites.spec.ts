import assert from "node:assert/strict";
import {
  chaosSuite,
  demoSuite,
  exampleSuite,
  forThisMachine,
  parametersOf,
  testSuite,
  webSuite,
} from "./suites.js";

describe("suites", () => {
  const suites = [demoSuite(), testSuite(), chaosSuite(), exampleSuite(), webSuite()];

  it("have no port, project or file in common, so that all can run at once", () => {
    const used = suites.flatMap(({ ports, project, workDir, configPath }) => [
      ...Object.values(ports),
      project,
      workDir,
      configPath,
    ]);
    assert.equal(new Set(used).size, used.length);
  });

  it("listen on no port that an outgoing connection of Linux or macOS may hold", () => {
    for (const port of suites.flatMap(({ ports }) => Object.values(ports)))
      assert.ok(port < 32_768, `${port}`);
  });

  it("tell their functions where their simulator listens", () => {
    for (const suite of suites)
      assert.equal(
        parametersOf(suite).POINTCHECKOUT_API_URL,
        `http://127.0.0.1:${suite.ports.simulator}/mer/v2.0/`,
      );
  });

  it("are of one account, and serve the web app alone, whatever else firebase.json has", () => {
    const functions = [{ source: "functions", codebase: "pointcheckout" }];
    const kuwait = { ...functions[0], source: "functions", codebase: "kuwait", prefix: "kuwait" };
    const firestore = { database: "(default)", rules: "firestore.rules" };
    const one = { functions, firestore, emulators: {}, hosting: { public: "web/dist", ignore: ["x"] } };
    const written = {
      ...one,
      functions: [...functions, kuwait],
      firestore: [firestore, { database: "kuwait" }],
      hosting: [
        { site: "shop", public: "shop/dist" },
        { ...one.hosting, target: "office", site: "office" },
      ],
    };
    assert.deepEqual(forThisMachine(one), one);
    assert.deepEqual(forThisMachine(written), one);
  });

  it("shift every port of firebase.json, and those of the emulators that firebase-tools starts unasked", () => {
    const { emulators, ...config } = testSuite().config;
    assert.deepEqual(emulators.firestore, { host: "127.0.0.1", port: 18_080, websocketPort: 19_150 });
    assert.deepEqual(emulators.eventarc, { host: "127.0.0.1", port: 19_299 });
    assert.deepEqual(emulators.ui, { enabled: false });
    assert.equal(config.functions[0]?.source, "functions");
  });
});
