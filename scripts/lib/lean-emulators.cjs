// Loaded by `node --require` into firebase-tools and the workers of its functions emulator, which load and compile far
// more than is ever used here, and start a process for each call at a time.
"use strict";

const Module = require("node:module");

/** @typedef {{ _load(this: void, request: string, parent?: NodeModule, isMain?: boolean): any }} Loader */
const loader = /** @type {Loader} */ (/** @type {unknown} */ (Module));
const load = loader._load;

/**
 * What is loaded when somebody first uses it.
 *
 * @param {() => any} get
 */
const lazily = (get) => new Proxy({}, { get: (_, name) => get()[name] });

/**
 * A worker is ended for what its function throws, and everything else that it does with it; an instance goes on.
 *
 * @param {{ log: () => void, level: string, type: string }} emulatorLog
 */
function outliveErrors(emulatorLog) {
  const { log } = emulatorLog;
  emulatorLog.log = function () {
    if (this.type === "runtime-error") this.level = "WARN";
    log.call(this);
  };
}

/** Of what a worker loads beside our code it uses next to nothing, and that would be two thirds of its start. */
const loadInWorker = /** @type {Loader["_load"]} */ (
  (request, parent, isMain) => {
    const from = parent?.filename ?? "";
    const isRuntime = from.endsWith("functionsEmulatorRuntime.js");
    // It brings all that deploys functions.
    const isNeedless = from.endsWith("functionsEmulatorShared.js") && request.startsWith(".");
    // They are wrapped for functions that import them as a whole; ours bundle them.
    const isWrapped = isRuntime && request.includes("firebase-");
    if (isRuntime && request === "./types") {
      const loaded = load(request, parent, isMain);
      outliveErrors(loaded.EmulatorLog.prototype);
      return loaded;
    }
    if (!isNeedless && !isWrapped) return load(request, parent, isMain);
    const absent = new Module(request);
    if (request.includes("firebase-admin")) require.cache[request] ??= absent;
    return lazily(() => {
      if (require.cache[request] === absent) delete require.cache[request];
      return load(request, parent);
    });
  }
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

const loadInEmulators = /** @type {Loader["_load"]} */ (
  (request, parent, isMain) => {
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
      // It would start a process for each call that comes while another runs; in the cloud an instance takes up to 80.
      case "./functionsRuntimeWorker":
        shareWorkers(loaded.RuntimeWorkerPool.prototype);
        return loaded;
      case "./functionsEmulator":
        startOnce(loaded.FunctionsEmulator.prototype);
        return loaded;
      default:
        return loaded;
    }
  }
);

loader._load = process.env.FUNCTION_TARGET ? loadInWorker : loadInEmulators;
