import assert from "node:assert/strict";
import { chaosSuite, demoSuite, shiftPorts, testSuite } from "./suites.mjs";

describe("suites", () => {
  it("have no port, project or file in common, so that all can run at once", () => {
    const suites = [demoSuite(), testSuite(), chaosSuite()];
    const used = suites.flatMap(({ ports, project, workDir, configPath }) => [
      ...Object.values(ports),
      project,
      workDir,
      configPath,
    ]);
    assert.equal(new Set(used).size, used.length);
  });

  it("keep everything of firebase.json but the ports", () => {
    const config = {
      hosting: { public: "web" },
      emulators: {
        auth: { host: "127.0.0.1", port: 1 },
        firestore: { port: 2, websocketPort: 3 },
        ui: { enabled: false },
        singleProjectMode: false,
      },
    };
    const { hosting, emulators } = shiftPorts(config, 100);
    assert.deepEqual(hosting, { public: "web" });
    assert.deepEqual(
      [emulators.auth, emulators.firestore, emulators.ui, emulators.singleProjectMode],
      [{ host: "127.0.0.1", port: 101 }, { port: 102, websocketPort: 103 }, { enabled: false }, false],
    );
  });

  it("shift the emulators too that firebase-tools starts unasked", () => {
    const { emulators } = shiftPorts({ emulators: {} }, 10_000);
    assert.deepEqual([emulators.eventarc.port, emulators.tasks.port], [19_299, 19_499]);
  });
});
