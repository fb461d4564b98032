import type { Law } from "./law.js";

/** No caller is told of a defect of ours. (A killed process answers nothing at all.) */
export const noDefect: Law = {
  name: "defects",
  breaches: ({ calls }) =>
    calls
      .filter(({ code }) => code === "INTERNAL")
      .map(({ name, message }) => `${name} answered INTERNAL: ${message}`),
};
