// Loaded by `node --require` into firebase-tools and the workers of its functions emulator. A function runs as in the
// cloud: under Google's framework, many calls at a time.
"use strict";

const Module = require("node:module");
const { connect } = require("node:net");
const path = require("node:path");

/** @typedef {{ _load(this: void, request: string, parent?: NodeModule, isMain?: boolean): any }} Loader */
const loader = /** @type {Loader} */ (/** @type {unknown} */ (Module));
const load = loader._load;

const framework = path.join(
  __dirname,
  "../../node_modules/@google-cloud/functions-framework/build/src/main.js",
);

/**
 * @typedef {{ state: string, runtime: { process: import("node:child_process").ChildProcess } }} Worker
 * @param {{ getIdleWorker: (id: string) => Worker | undefined, getTriggerWorkers: (id: string) => Worker[] }} pool
 */
function shareWorkers(pool) {
  const { getIdleWorker } = pool;
  pool.getIdleWorker = function (id) {
    const busy = this.getTriggerWorkers(id).find(
      ({ state, runtime }) => state === "BUSY" && !runtime.process.killed,
    );
    return getIdleWorker.call(this, id) ?? busy;
  };
}

/**
 * A worker is ready when it listens. The emulator would ask it, and call the function with that.
 *
 * @param {{ isSocketReady: () => Promise<void> }} worker
 */
function callNobodyForHealth(worker) {
  /** @this {{ runtime: { conn: { httpReqOpts: () => { socketPath: string } } }, readyForWork: () => void }} */
  worker.isSocketReady = function () {
    return new Promise((resolve, reject) => {
      const socket = connect(this.runtime.conn.httpReqOpts().socketPath, () => {
        socket.destroy();
        this.readyForWork();
        resolve();
      }).once("error", reject);
    });
  };
}

/**
 * Calls that come while a function's worker starts wait for it.
 *
 * @param {{ startRuntime: (backend: { codebase: string }, trigger?: { id: string }) => Promise<unknown> }} emulator
 */
function startOnce(emulator) {
  const { startRuntime } = emulator;
  /** @type {Map<string, Promise<unknown>>} */
  const starting = new Map();
  emulator.startRuntime = function (backend, trigger) {
    const key = `${backend.codebase} ${trigger?.id}`;
    const start =
      starting.get(key) ?? startRuntime.call(this, backend, trigger).finally(() => starting.delete(key));
    starting.set(key, start);
    return start;
  };
}

/** @type {Loader["_load"]} */
loader._load = (request, parent, isMain) => {
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
        /** @type {(api: object, options: object) => Promise<unknown>} */
        middleware: (api, options) =>
          loaded.middleware(api, { ...options, lazyCompileValidationSchemas: true }),
      };
    case "./functionsRuntimeWorker":
      shareWorkers(loaded.RuntimeWorkerPool.prototype);
      callNobodyForHealth(loaded.RuntimeWorker.prototype);
      return loaded;
    case "./functionsEmulator":
      startOnce(loaded.FunctionsEmulator.prototype);
      return loaded;
    default:
      return loaded;
  }
};
