// Loaded by `node --require` into the workers of the functions emulator. Of what one loads beside our code it uses next
// to nothing, and that would be two thirds of its start.
"use strict";

const Module = require("node:module");

/** @typedef {{ _load(this: void, request: string, parent?: NodeModule, isMain?: boolean): any }} Loader */
const loader = /** @type {Loader} */ (/** @type {unknown} */ (Module));

/**
 * What is loaded when somebody first uses it.
 *
 * @param {() => any} load
 */
const lazily = (load) => new Proxy({}, { get: (_, name) => load()[name] });

if (process.env.FUNCTION_TARGET) {
  const load = loader._load;
  loader._load = (request, parent, isMain) => {
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
  };
}
