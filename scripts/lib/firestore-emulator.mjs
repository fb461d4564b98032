import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readJson, writeFileAtomically } from "./files.mjs";
import { manifestJar } from "./jar.mjs";
import { cacheDir, root } from "./paths.mjs";
import { run } from "./run.mjs";

const cachePath = join(cacheDir, "google-cloud-sdk.json");
const wrapperPath = join(cacheDir, "cloud-firestore-emulator.jar");
const mainClass = "com.google.cloud.datastore.emulator.firestore.CloudFirestore";

const advice = `the Firestore emulator is not on this machine and could not be downloaded. One of these helps:
  - connect to the internet and run npm run setup again
  - Google Cloud SDK by apt: sudo apt-get install google-cloud-cli-firestore-emulator
  - Google Cloud SDK otherwise: gcloud components install cloud-firestore-emulator
  - set FIRESTORE_EMULATOR_BINARY_PATH to a cloud-firestore-emulator-v*.jar`;

/**
 * The emulator's runnable jar: what FIRESTORE_EMULATOR_BINARY_PATH names, else firebase-tools' download, else that of
 * an installed Google Cloud SDK, else undefined.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findFirestoreEmulator() {
  const named = process.env.FIRESTORE_EMULATOR_BINARY_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`FIRESTORE_EMULATOR_BINARY_PATH names a file that does not exist: ${named}`);
  }
  const downloaded = downloadedJar();
  if (downloaded !== undefined && existsSync(downloaded)) return downloaded;
  const sdkJar = await findSdkJar();
  return sdkJar === undefined ? undefined : wrap(sdkJar);
}

/**
 * Has firebase-tools download the emulator into its own cache.
 *
 * @param {(message: string) => void} log
 * @returns {Promise<string>} the jar
 */
export async function downloadFirestoreEmulator(log) {
  log("downloading the Firestore emulator (60 MB, once) with firebase-tools");
  const firebase = join(root, "node_modules", "firebase-tools", "lib", "bin", "firebase.js");
  const { code, output } = await run(process.execPath, [firebase, "setup:emulators:firestore"], {
    // Its debug log is written into the working directory.
    cwd: cacheDir,
    timeoutMs: 5 * 60_000,
  });
  const jar = downloadedJar();
  if (code === 0 && jar !== undefined && existsSync(jar)) return jar;
  throw new Error(`${advice}\n\nfirebase-tools said:\n${output.trim()}`);
}

/** Where the installed version of firebase-tools keeps its download, whether it is there or not. */
function downloadedJar() {
  const info = join(
    root,
    "node_modules",
    "firebase-tools",
    "lib",
    "emulator",
    "downloadableEmulatorInfo.json",
  );
  const name = readJson(info)?.firestore?.downloadPathRelativeToCacheDir;
  const dir = process.env.FIREBASE_EMULATORS_PATH || join(homedir(), ".cache", "firebase", "emulators");
  return name === undefined ? undefined : join(dir, name);
}

/**
 * The jar of an installed Google Cloud SDK. Its place is remembered, because gcloud takes a second to tell it.
 *
 * @returns {Promise<string | undefined>}
 */
async function findSdkJar() {
  const known = readJson(cachePath)?.jar;
  if (known !== undefined && existsSync(known)) return known;
  const { code, stdout } = await run("gcloud", ["info", "--format=value(installation.sdk_root)"], {
    timeoutMs: 60_000,
    shell: process.platform === "win32",
  });
  if (code !== 0) return undefined;
  const jar = join(stdout.trim(), "platform", "cloud-firestore-emulator", "cloud-firestore-emulator.jar");
  if (!existsSync(jar)) return undefined;
  writeFileAtomically(cachePath, JSON.stringify({ jar }));
  return jar;
}

/**
 * The SDK's jar has no main class, so `java -jar`, which firebase-tools calls, cannot start it: a jar around it can.
 *
 * @param {string} sdkJar
 */
function wrap(sdkJar) {
  const content = manifestJar({ "Main-Class": mainClass, "Class-Path": pathToFileURL(sdkJar).href });
  const size = statSync(wrapperPath, { throwIfNoEntry: false })?.size;
  const stampPath = `${wrapperPath}.json`;
  if (size !== content.length || readJson(stampPath)?.of !== sdkJar) {
    writeFileAtomically(wrapperPath, content);
    writeFileAtomically(stampPath, JSON.stringify({ of: sdkJar }));
  }
  return wrapperPath;
}
