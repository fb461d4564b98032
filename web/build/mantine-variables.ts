import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  type MantineThemeOverride,
  mergeMantineTheme,
} from "@mantine/core";
import type { Plugin } from "vite";

const ID = "virtual:mantine-variables.css";

/**
 * The theme's CSS variables as a file. Mantine would write them into a `<style>` element when the page loads, which the
 * Content-Security-Policy forbids.
 */
export const mantineVariables = (theme: MantineThemeOverride): Plugin => ({
  name: "mantine-variables",
  resolveId: (id) => (id === ID ? `\0${ID}` : null),
  load: (id) =>
    id === `\0${ID}`
      ? convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ":root")
      : null,
});
