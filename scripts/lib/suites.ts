import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, root } from "./paths.mjs";

// Ids that begin with "demo-" never reach production, whatever credentials the machine has.
export const demoProject = "demo-pointcheckout";

const host = "127.0.0.1";
const simulatorPort = 9400;
// firebase-tools starts these two beside the functions emulator, whether firebase.json names them or not.
const impliedEmulators: Config["emulators"] = { eventarc: { host, port: 9299 }, tasks: { host, port: 9499 } };

type EmulatorSettings = { host?: string; port?: number; websocketPort?: number };
type Config = {
  functions: { source: string; codebase: string }[];
  emulators: Record<string, EmulatorSettings | boolean>;
};

/** A set of emulators and a simulator that can run beside another one. */
export type Suite = {
  readonly project: string;
  /** where its processes run and leave their logs */
  readonly workDir: string;
  /** firebase.json, or where `config` is written before the start: in the root, because paths in it are relative */
  readonly configPath: string;
  readonly config: Config | undefined;
  /** by what listens there: emulators' names, "firestore websocket", "simulator" */
  readonly ports: Readonly<Record<string, number>>;
};

/** The suite of `npm start` and `npm run demo`: firebase.json as it is. */
export function demoSuite(): Suite {
  const suite = shiftedSuite("demo", demoProject, 0);
  return { ...suite, configPath: join(root, "firebase.json"), config: undefined };
}

/** The suite of `npm test`: the same emulators, every port shifted, so that tests run while `npm start` does. */
export const testSuite = (): Suite & { config: Config } =>
  shiftedSuite("test", `${demoProject}-test`, 10_000);

/** The suite of `npm run chaos`, whose runs clear Firestore and kill processes: it disturbs no other. */
export const chaosSuite = (): Suite & { config: Config } =>
  shiftedSuite("chaos", `${demoProject}-chaos`, 20_000);

/** The test suite's emulators with the example's codebase, and one that receives what it publishes. */
export function exampleSuite(): Suite {
  const suite = testSuite();
  const functions = [
    ...suite.config.functions,
    { source: "examples/fulfilment", codebase: "fulfilment" },
    { source: "examples/fulfilment/test/subscriber", codebase: "subscriber" },
  ];
  return { ...suite, workDir: join(cacheDir, "run", "example"), config: { ...suite.config, functions } };
}

function shiftedSuite(name: string, project: string, shift: number): Suite & { config: Config } {
  const config: Config = JSON.parse(readFileSync(join(root, "firebase.json"), "utf8"));
  const ports: Record<string, number> = { simulator: simulatorPort + shift };
  const emulators: Config["emulators"] = {};
  for (const [emulator, settings] of Object.entries({ ...impliedEmulators, ...config.emulators })) {
    emulators[emulator] = settings;
    if (typeof settings !== "object" || settings.port === undefined) continue;
    const { port, websocketPort } = settings;
    ports[emulator] = port + shift;
    emulators[emulator] = { ...settings, port: port + shift };
    if (websocketPort === undefined) continue;
    ports[`${emulator} websocket`] = websocketPort + shift;
    emulators[emulator] = { ...settings, port: port + shift, websocketPort: websocketPort + shift };
  }
  return {
    project,
    workDir: join(cacheDir, "run", name),
    configPath: join(root, `.firebase-${name}.json`),
    config: { ...config, emulators },
    ports,
  };
}

/** `127.0.0.1:<port>` of an emulator or the simulator. */
export function address(suite: Suite, name: string): string {
  const port = suite.ports[name];
  if (port === undefined) throw new Error(`firebase.json gives no port for ${name}`);
  return `${host}:${port}`;
}

/** Where everything listens, in the variables that Firebase's libraries and our tests read. */
export function localEnvironment(suite: Suite) {
  return {
    GCLOUD_PROJECT: suite.project,
    FIRESTORE_EMULATOR_HOST: address(suite, "firestore"),
    FIREBASE_AUTH_EMULATOR_HOST: address(suite, "auth"),
    FUNCTIONS_EMULATOR_URL: `http://${address(suite, "functions")}`,
    HOSTING_EMULATOR_URL: `http://${address(suite, "hosting")}`,
    SIMULATOR_URL: `http://${address(suite, "simulator")}`,
    // Google's libraries would look for a metadata server, which is only there in the cloud.
    METADATA_SERVER_DETECTION: "none",
  };
}
