import ora from "ora";

/** Does a piece of work under a name, in kebab-case, and reports how long it took. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

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

/** A step whose progress a person sees: "start-emulators" is shown as "Start emulators". */
export const visibleStep: Step = (name, work) =>
  withProgress(`${name[0]?.toUpperCase()}${name.slice(1).replaceAll("-", " ")}`, work);
