import { describeError } from "./fail.mjs";

/**
 * What has been started and has to be stopped, whatever happens.
 *
 * @typedef {ReturnType<typeof createCleanUp>} CleanUp
 */
export function createCleanUp() {
  /** @type {{ stop: () => void | Promise<void> }[]} */
  const stoppable = [];
  /** @type {Promise<void> | undefined} */
  let stopping;

  const stopAll = async () => {
    for (let last = stoppable.pop(); last !== undefined; last = stoppable.pop()) {
      try {
        await last.stop();
      } catch (error) {
        process.stderr.write(`could not stop everything: ${describeError(error)}\n`);
      }
    }
  };

  return {
    /**
     * To be called as soon as there is something to stop, not when it is ready.
     *
     * @param {{ stop: () => void | Promise<void> }} started
     */
    add(started) {
      stoppable.push(started);
    },

    /** Stops everything, the latest first. May be called again while it does. */
    stop() {
      stopping ??= stopAll();
      return stopping;
    },

    isStopping: () => stopping !== undefined,
  };
}

/** How often to look whether whoever started us is still there; ms. */
const parentCheckMs = 500;

/**
 * Stops everything and ends the process when it is interrupted. Further signals are ignored: npm and the terminal both
 * send one for a single Ctrl-C, and the clean-up has its own deadlines.
 *
 * The end of the parent counts as an interruption: a signal that was sent to npm alone reaches npm's shell, which ends
 * without passing it on.
 *
 * @param {CleanUp} cleanUp
 * @param {() => number} exitCode
 */
export function stopOnSignal(cleanUp, exitCode) {
  const { ppid } = process;
  /** @param {string} reason */
  const stop = (reason) => {
    if (cleanUp.isStopping()) return;
    process.stderr.write(`\n${reason}: stopping\n`);
    void cleanUp.stop().then(() => process.exit(exitCode()));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
  const watch = setInterval(() => {
    if (process.ppid !== ppid) stop("the parent process ended");
  }, parentCheckMs);
  watch.unref();
}
