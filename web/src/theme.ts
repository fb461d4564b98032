import type { MantineThemeOverride } from "@mantine/core";

/** The build reads it too: see build/mantine-variables.ts. */
export const theme: MantineThemeOverride = {
  primaryColor: "indigo",
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: '"Inter Variable", "IBM Plex Sans Arabic", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  headings: {
    fontFamily: '"Inter Variable", "IBM Plex Sans Arabic", system-ui, sans-serif',
    fontWeight: "650",
  },
  respectReducedMotion: true,
};
