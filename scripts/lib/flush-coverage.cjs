// Loaded by `node --require` into the emulators of `npm test`: writes which lines of functions/lib a worker ran. The
// emulator ends workers by signal, and then Node's own NODE_V8_COVERAGE writes nothing.
const { mkdirSync, writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");
const path = require("node:path");

const dir = process.env.WORKER_COVERAGE_DIR;
// The first taking costs a tenth of a second, each further one some milliseconds.
const everyMs = 2_000;
/** An idle worker has nothing to tell; ms of work since the last look. */
const worthTakingMs = 10;

if (dir && process.env.FUNCTIONS_EMULATOR === "true" && process.env.FUNCTION_TARGET) {
  mkdirSync(dir, { recursive: true });
  collect(dir);
}

/** @param {string} directory */
function collect(directory) {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  let files = 0;

  // Taking the counts resets them, so every file holds what happened since the last; the report adds them up.
  const flush = () => {
    session.post("Profiler.takePreciseCoverage", (error, coverage) => {
      if (error || !coverage) return;
      const result = coverage.result.filter((script) => isOurs(script.url) && wasRun(script));
      if (result.length === 0) return;
      files += 1;
      writeFileSync(
        path.join(directory, `coverage-${process.pid}-${Date.now()}-${files}.json`),
        JSON.stringify({ result }),
      );
    });
  };
  let before = performance.eventLoopUtilization();
  const flushIfBusy = () => {
    if (performance.eventLoopUtilization(before).active < worthTakingMs) return;
    flush();
    before = performance.eventLoopUtilization();
  };
  setInterval(flushIfBusy, everyMs).unref();
  process.once("exit", flush);
  process.once("SIGTERM", () => process.exit(143));
}

/** @param {string} url */
const isOurs = (url) => url.includes("/functions/lib/");

/** @param {import("node:inspector").Profiler.ScriptCoverage} script */
const wasRun = (script) => script.functions.some(({ ranges }) => ranges.some(({ count }) => count > 0));
