/**
 * Does a piece of work under a name.
 *
 * @callback Step
 * @param {string} name kebab-case
 * @param {() => Promise<any>} work
 * @returns {Promise<any>} what the work gave
 */

/**
 * Measures named steps one after the other and remembers which one failed.
 *
 * @param {(step: { name: string, ms: number }) => void} onDone
 */
export function measureSteps(onDone) {
  /** @type {{ name: string, ms: number }[]} */
  const done = [];
  /** @type {string | undefined} */
  let failed;
  /** @type {Step} */
  const step = async (name, work) => {
    const began = performance.now();
    try {
      const result = await work();
      const measured = { name, ms: Math.round(performance.now() - began) };
      done.push(measured);
      onDone(measured);
      return result;
    } catch (error) {
      failed ??= name;
      throw error;
    }
  };
  return {
    step,
    done,
    /** The name of the step that failed, if one did. */
    failed: () => failed,
  };
}

/** @param {{ name: string, ms: number }} step */
export const formatStep = ({ name, ms }) => `${name.padEnd(30)}${String(ms).padStart(7)} ms`;
