// Loaded by `node --import` into mocha: whatever imports functions/src/x.ts gets functions/lib/x.js, so the specs run
// the very files that the deployed bundle is made of, as one compiler made them.
import { register } from "node:module";

register("./built-functions-hooks.mjs", import.meta.url);
