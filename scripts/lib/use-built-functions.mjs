// Loaded by `node --import` into mocha: whatever imports functions/src/x.ts gets functions/lib/x.js, so the specs run
// the very files that are deployed, and their coverage can be added to that of the emulator's workers exactly. (Two
// compilers would give two sets of branches for one source.)
import { register } from "node:module";

register("./built-functions-hooks.mjs", import.meta.url);
