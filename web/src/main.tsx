import "@fontsource-variable/inter/wght.css";
import "@fontsource/ibm-plex-sans-arabic/arabic-400.css";
import "@fontsource/ibm-plex-sans-arabic/arabic-600.css";
import "@mantine/core/styles.css";
import "virtual:mantine-variables.css";
import "./styles/global.css";
import { DirectionProvider, MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { startFirebase } from "./firebase/start-firebase.js";
import { isRightToLeft, startI18n } from "./i18n/i18n.js";
import { loadSettings } from "./settings.js";
import { CrashBoundary } from "./shared/crash-boundary.js";
import { StartFailed } from "./shared/start-failed.js";
import { theme } from "./theme.js";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root");
const root = createRoot(element);

const language = await startI18n();
const content = await loadSettings()
  .then(async (settings) => <App settings={settings} firebase={await startFirebase(settings)} />)
  .catch((error: unknown) => <StartFailed reason={error instanceof Error ? error.message : String(error)} />);

root.render(
  <StrictMode>
    <DirectionProvider initialDirection={isRightToLeft(language) ? "rtl" : "ltr"} detectDirection={false}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <CrashBoundary>{content}</CrashBoundary>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
);
