import type { Invariant } from "./invariant.js";

/** No caller gets INTERNAL. (A killed process answers nothing at all.) */
export const noDefect: Invariant = {
  name: "defects",
  breaches: ({ calls }) =>
    calls
      .filter(({ code }) => code === "INTERNAL")
      .map(({ name, message }) => `${name} answered INTERNAL: ${message}`),
};
