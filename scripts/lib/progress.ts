import ora from "ora";

// A terminal without a width has ora clear lines without end.
const isTerminal = Boolean(process.stderr.isTTY && process.stderr.columns);
let isShowing = false;

/** Shows on stderr that work is under way and for how long, then that it is done. Work within it shows nothing. */
export async function withProgress<T>(title: string, work: () => Promise<T>): Promise<T> {
  if (isShowing) return work();
  const began = performance.now();
  const text = () => `${title.padEnd(24)}${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s`;
  const spinner = ora({ text: title, discardStdin: false, isEnabled: isTerminal });
  if (isTerminal) spinner.start();
  const timer = setInterval(() => {
    spinner.text = text();
  }, 100);
  isShowing = true;
  try {
    const result = await work();
    spinner.succeed(text());
    return result;
  } catch (error) {
    spinner.fail(text());
    throw error;
  } finally {
    isShowing = false;
    clearInterval(timer);
  }
}
