import type { Log } from "../../src/shared/log.js";

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
