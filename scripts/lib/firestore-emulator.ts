import { existsSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { execaNode } from "execa";
import { strToU8, zipSync } from "fflate";
import { bin, cacheDir } from "./paths.mjs";

const advice = `the Firestore emulator is not on this machine and could not be downloaded. One of these helps:
  - connect to the internet and run npm run setup again
  - Google Cloud SDK by apt: sudo apt-get install google-cloud-cli-firestore-emulator
  - Google Cloud SDK otherwise: gcloud components install cloud-firestore-emulator
  - set FIRESTORE_EMULATOR_BINARY_PATH to a cloud-firestore-emulator-v*.jar`;

/**
 * The emulator's runnable jar: what FIRESTORE_EMULATOR_BINARY_PATH names, else firebase-tools' download, else that of
 * an installed Google Cloud SDK, else undefined.
 */
export function findFirestoreEmulator(): string | undefined {
  const named = process.env.FIRESTORE_EMULATOR_BINARY_PATH;
  if (named && !existsSync(named))
    throw new Error(`FIRESTORE_EMULATOR_BINARY_PATH names a file that does not exist: ${named}`);
  if (named) return named;
  if (existsSync(downloadedJar())) return downloadedJar();
  const sdkJar = findSdkJar();
  return sdkJar === undefined ? undefined : writeWrapper(sdkJar);
}

/** Has firebase-tools download the emulator (60 MB) into its own cache. @returns the jar */
export async function downloadFirestoreEmulator(): Promise<string> {
  process.stderr.write("Downloading the Firestore emulator (60 MB, once) …\n");
  const firebase = bin("firebase-tools", "lib", "bin", "firebase.js");
  // Its debug log is written into the working directory.
  const options = { cwd: cacheDir, all: true, reject: false, timeout: 5 * 60_000 } as const;
  const { all } = await execaNode(firebase, ["setup:emulators:firestore"], options);
  if (existsSync(downloadedJar())) return downloadedJar();
  throw new Error(`${advice}\n\nfirebase-tools said:\n${all.trim()}`);
}

/** Where the installed version of firebase-tools keeps its download, whether it is there or not. */
function downloadedJar(): string {
  const info = bin("firebase-tools", "lib", "emulator", "downloadableEmulatorInfo.json");
  const dir = process.env.FIREBASE_EMULATORS_PATH || join(homedir(), ".cache", "firebase", "emulators");
  return join(dir, JSON.parse(readFileSync(info, "utf8")).firestore.downloadPathRelativeToCacheDir);
}

/** `gcloud` on the PATH is a link into the SDK. */
function findSdkJar(): string | undefined {
  const path = (process.env.PATH ?? "").split(delimiter).map((dir) => join(dir, "gcloud"));
  const gcloud = path.find(existsSync);
  if (gcloud === undefined) return undefined;
  const sdk = dirname(dirname(realpathSync(gcloud)));
  const jar = join(sdk, "platform", "cloud-firestore-emulator", "cloud-firestore-emulator.jar");
  return existsSync(jar) ? jar : undefined;
}

/**
 * The SDK's jar has no main class, so `java -jar`, which firebase-tools calls, cannot start it: a jar around it can. A
 * manifest's lines have 70 bytes at most; one that begins with a blank continues the line before.
 */
const manifest = `Manifest-Version: 1.0
Class-Path: firestore-emulator-of-sdk.jar
Main-Class: com.google.cloud.datastore.emulator.firestore
 .CloudFirestore
`;

export function writeWrapper(sdkJar: string, dir = cacheDir): string {
  const path = join(dir, "firestore-emulator.jar");
  const link = join(dir, "firestore-emulator-of-sdk.jar");
  // Another emulator may be starting by it.
  if (!existsSync(link) || realpathSync(link) !== realpathSync(sdkJar)) {
    rmSync(link, { force: true });
    symlinkSync(sdkJar, link);
  }
  writeFileSync(path, zipSync({ "META-INF/MANIFEST.MF": strToU8(manifest) }));
  return path;
}
