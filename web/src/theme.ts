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
  // Slate instead of Mantine's neutral grey.
  colors: {
    dark: [
      "#e3e8ef",
      "#c3ccd8",
      "#a3adbb",
      "#7b8698",
      "#3f4856",
      "#2d333d",
      "#22272f",
      "#14171c",
      "#101318",
      "#0b0d11",
    ],
  },
  respectReducedMotion: true,
};
