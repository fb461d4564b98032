import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../web/src/settings.js";
import { demoUsers } from "./demo-users.js";
import { root, webDir } from "./paths.mjs";
import { address, parametersOf, type Suite } from "./suites.js";

/** Puts the built web app where the suite's hosting emulator serves it, with the addresses of the other emulators. */
export function prepareSite(suite: Suite): void {
  const dir = join(root, suite.config.hosting.public);
  rmSync(dir, { recursive: true, force: true });
  cpSync(join(webDir, "dist"), dir, { recursive: true });
  const path = join(dir, "settings.json");
  const settings = JSON.parse(readFileSync(path, "utf8")) as Settings;
  writeFileSync(path, JSON.stringify(localSettings(settings, suite)));
}

/** A merchant's settings are those of a deployment: its region, prefix, database and App Check are not on this machine. */
export function localSettings(deployed: Settings, suite: Suite): Settings {
  const { appCheckSiteKey: _, ...settings } = deployed;
  const { POINTCHECKOUT_REGION: region = "", POINTCHECKOUT_DATABASE: database = "" } = parametersOf(suite);
  const emulators = {
    projectId: suite.project,
    auth: address(suite, "auth"),
    firestore: address(suite, "firestore"),
    functions: address(suite, "functions"),
    simulator: address(suite, "simulator"),
    users: Object.values(demoUsers),
  };
  return { ...settings, region, functionPrefix: "", database, emulators };
}
