import assert from "node:assert/strict";
import { workersAmong } from "./killer.js";

describe("workersAmong", () => {
  it("takes the emulators' own workers and nobody else's", () => {
    const worker = "node functionsEmulatorRuntime PATH=/bin FUNCTION_TARGET=sweepOrders PORT=/tmp/fire.sock";
    const processes = [
      "  100     1 node firebase.js emulators:start HOME=/root",
      "  101   100 java -jar cloud-firestore-emulator.jar HOME=/root",
      `  102   100 ${worker}`,
      "  103   100 node functionsEmulatorRuntime PATH=/bin PORT=/tmp/discovery.sock",
      "  200     1 node firebase.js emulators:start",
      `  202   200 ${worker}`,
      ` 1021   100 ${worker}2`,
      `  300     1 ${worker}`,
      "",
    ].join("\n");
    assert.deepEqual(workersAmong(processes, 100), [
      { pid: 102, socket: "/tmp/fire.sock" },
      { pid: 1021, socket: "/tmp/fire.sock2" },
    ]);
  });
});
