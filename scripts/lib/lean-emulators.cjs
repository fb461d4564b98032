// @ts-nocheck: what it changes has no types.
// Loaded by `node --require` into firebase-tools and the workers of its functions emulator. A function runs as in the
// cloud: under Google's framework, many calls at a time.
"use strict";

const childProcess = require("node:child_process");
const events = require("node:events");
const Module = require("node:module");
const { connect } = require("node:net");
const path = require("node:path");

const load = Module._load;
const { spawn } = childProcess;

// Killed hard, firebase-tools would leave the JVM behind, with the port in its hands. Only Linux can prevent that.
const tie = ["--pdeathsig", "KILL", "--"];
childProcess.spawn = (command, ...more) => {
  const canTie = command === "java" && childProcess.spawnSync("setpriv", [...tie, "true"]).status === 0;
  return canTie ? spawn("setpriv", [...tie, command, ...more[0]], more[1]) : spawn(command, ...more);
};

const framework = path.join(require.resolve("@google-cloud/functions-framework"), "../main.js");

/** Beside the call that a worker does it takes others. */
function shareWorkers(pool) {
  const { getIdleWorker } = pool;
  pool.getIdleWorker = function (id) {
    const busy = this.getTriggerWorkers(id).find(
      ({ state, runtime }) => state === "BUSY" && !runtime.process.killed,
    );
    return getIdleWorker.call(this, id) ?? busy;
  };
}

/** A worker is ready when it listens. The emulator would ask it, and call the function with that. */
function callNobodyForHealth(worker) {
  worker.isSocketReady = function () {
    const socket = connect(this.runtime.conn.httpReqOpts().socketPath);
    return events.once(socket, "connect").then(() => {
      socket.destroy();
      this.readyForWork();
    });
  };
}

/** Calls that come while a function's worker starts wait for it. */
function startOnce(emulator) {
  const { startRuntime } = emulator;
  const starting = new Map();
  emulator.startRuntime = function (backend, trigger) {
    const key = `${backend.codebase} ${trigger?.id}`;
    const start =
      starting.get(key) ?? startRuntime.call(this, backend, trigger).finally(() => starting.delete(key));
    starting.set(key, start);
    return start;
  };
}

Module._load = (request, parent, isMain) => {
  if (process.env.FUNCTION_TARGET) return load(isMain ? framework : request, parent, isMain);
  const loaded = load(request, parent, isMain);
  switch (request) {
    // It asks npm for the newest firebase-functions, and everything waits; without a network for 10 s.
    case "./versioning":
      return { ...loaded, checkFunctionsSDKVersion: () => {} };
    // The Auth emulator compiles the validators of some hundred API methods at its start: 8 s of a processor.
    case "exegesis-express":
      return {
        ...loaded,
        middleware: (api, options) =>
          loaded.middleware(api, { ...options, lazyCompileValidationSchemas: true }),
      };
    case "./functionsRuntimeWorker":
      shareWorkers(loaded.RuntimeWorkerPool.prototype);
      callNobodyForHealth(loaded.RuntimeWorker.prototype);
      break;
    case "./functionsEmulator":
      startOnce(loaded.FunctionsEmulator.prototype);
  }
  return loaded;
};
