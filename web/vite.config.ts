import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { checkBudgets } from "./build/check-budgets.ts";
import { mantineVariables } from "./build/mantine-variables.ts";
import { theme } from "./src/theme.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react(), mantineVariables(theme), checkBudgets()],
  resolve: {
    alias: { "pointcheckout-firebase-client": here("../client/src/index.ts") },
    // The client's sources lie outside and would find the firebase package of the root: one page needs one copy.
    dedupe: ["firebase"],
  },
  build: {
    target: "es2022",
    // A data: URL is no file of this site, and the Content-Security-Policy allows only these.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // check-budgets measures.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
});
