// Loaded by `node --require` into firebase-tools and the workers of its functions emulator, which load and compile far
// more than is ever used here.
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

/** Of what a worker loads beside our code it uses next to nothing, and that would be two thirds of its start. */
const loadInWorker = /** @type {Loader["_load"]} */ (
  (request, parent, isMain) => {
    const from = parent?.filename ?? "";
    // It brings all that deploys functions.
    const isNeedless = from.endsWith("functionsEmulatorShared.js") && request.startsWith(".");
    // They are wrapped for functions that import them as a whole; ours bundle them.
    const isWrapped = from.endsWith("functionsEmulatorRuntime.js") && request.includes("firebase-");
    if (!isNeedless && !isWrapped) return load(request, parent, isMain);
    const absent = new Module(request);
    if (request.includes("firebase-admin")) require.cache[request] ??= absent;
    return lazily(() => {
      if (require.cache[request] === absent) delete require.cache[request];
      return load(request, parent);
    });
  }
);

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
      default:
        return loaded;
    }
  }
);

loader._load = process.env.FUNCTION_TARGET ? loadInWorker : loadInEmulators;
