import { describeError } from "./errors.js";

/** What has been started and has to be stopped, whatever happens. */
export type CleanUp = ReturnType<typeof createCleanUp>;

export function createCleanUp() {
  const started: { stop: () => unknown }[] = [];
  let stopping: Promise<void> | undefined;

  const stopAll = async () => {
    for (let last = started.pop(); last !== undefined; last = started.pop()) {
      try {
        await last.stop();
      } catch (error) {
        process.stderr.write(`could not stop everything: ${describeError(error)}\n`);
      }
    }
  };

  return {
    /** To be called as soon as there is something to stop, not when it is ready. */
    add: (one: { stop: () => unknown }) => void started.push(one),
    /** Stops everything, the latest first. May be called again while it does. */
    stop: () => {
      stopping ??= stopAll();
      return stopping;
    },
    isStopping: () => stopping !== undefined,
  };
}

/**
 * Stops everything and ends the process when it is interrupted, with 130 if it has no exit code yet. Further signals are
 * ignored: npm and the terminal both send one for a single Ctrl-C, and the clean-up has its own deadlines. The end of the
 * parent, which was killed, counts as an interruption.
 */
export function stopOnSignal(cleanUp: CleanUp): void {
  const { ppid } = process;
  const stop = (reason: string) => {
    if (cleanUp.isStopping()) return;
    process.stderr.write(`\n${reason}: stopping\n`);
    // As it is now: work that is interrupted may fail, and set it.
    const { exitCode = 130 } = process;
    void cleanUp.stop().then(() => process.exit(exitCode));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
  setInterval(() => process.ppid !== ppid && stop("the parent process ended"), 500).unref();
}
