import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseEnv } from "node:util";
import { cacheDir, functionsDir, root, webDir } from "./paths.mjs";

const host = "127.0.0.1";

/** firebase.json, as far as we change it; a merchant may have more accounts and sites in it. */
type FirebaseJson = {
  functions: { source: string; codebase: string; prefix?: string; configDir?: string }[];
  firestore: object | object[];
  hosting: Site | Site[];
  emulators: Record<string, boolean | { host?: string; port?: number; websocketPort?: number }>;
};
type Site = { public: string; site?: string; target?: string };

/** A set of emulators and a simulator that can run beside another one. */
export type Suite = ReturnType<typeof createSuite>;

/** The suite of `npm start` and `npm run demo`, on the ports of firebase.json. */
export const demoSuite = () => createSuite("demo", 0, "auth,functions,firestore,hosting");

/**
 * The suite of most specs; every port is shifted, so that tests run while `npm start` does. Chaos comes last in it,
 * because it clears Firestore and kills the functions' workers.
 */
export const testSuite = () => createSuite("test", 10_000, "functions,firestore");

/** The suite of `npm run chaos`. */
export const chaosSuite = () => createSuite("chaos", 20_000, "auth,functions,firestore");

/** The suite of the specs that need users, or look at all of Firestore, and of those that open a browser. */
export const webSuite = () => createSuite("web", 14_000, "auth,functions,firestore,hosting");

/** Also with the example's codebase, one that receives what it publishes, and the functions deployed a second time. */
export function exampleSuite() {
  const suite = createSuite("example", 7_000, "functions,firestore");
  const configDir = relative(root, join(suite.workDir, "kuwait"));
  suite.config.functions.push(
    { source: "functions", codebase: "kuwait", prefix: "kuwait", configDir },
    { source: "examples/fulfilment", codebase: "fulfilment" },
    { source: "examples/fulfilment/test/subscriber", codebase: "subscriber" },
  );
  return suite;
}

// Ids that begin with "demo-" never reach production, whatever credentials the machine has.
export const demoProject = "demo-pointcheckout";

/**
 * @param shift keeps every port below 32768: from there on Linux takes ports for outgoing connections
 * @param only its emulators; that of Auth takes longer to start than all others
 */
function createSuite(name: string, shift: number, only: string) {
  const config = forThisMachine(JSON.parse(readFileSync(join(root, "firebase.json"), "utf8")));
  const ports: Record<string, number> = { simulator: 9400 + shift };
  // firebase-tools starts these two beside the functions emulator, whether firebase.json names them or not.
  Object.assign(config.emulators, { eventarc: { host, port: 9299 }, tasks: { host, port: 9499 } });
  for (const [emulator, settings] of Object.entries(config.emulators)) {
    if (typeof settings !== "object") continue;
    if (settings.port) ports[emulator] = settings.port += shift;
    if (settings.websocketPort) ports[`${emulator} websocket`] = settings.websocketPort += shift;
  }
  const suite = {
    project: name === "demo" ? demoProject : `${demoProject}-${name}`,
    only,
    /** Where its processes run and leave their logs. */
    workDir: join(cacheDir, "run", name),
    /** Where `config` is written before the start: in the root, because paths in it are relative to it. */
    configPath: join(root, `.firebase-${name}.json`),
    config,
    /** By what listens there: emulators' names, "firestore websocket", "simulator". */
    ports,
  };
  // The built web app, with settings that lead it to the other emulators.
  config.hosting.public = relative(root, join(suite.workDir, "site"));
  return suite;
}

/** Without other accounts' codebases and databases (docs/going-live.md), and without a merchant's own sites. */
export function forThisMachine({ functions, firestore, hosting, ...config }: FirebaseJson) {
  const sites = [hosting].flat();
  const ours = sites.find((one) => resolve(root, one.public) === join(webDir, "dist")) ?? sites[0];
  const { site: _site, target: _target, ...webApp } = ours ?? { public: "" };
  return {
    ...config,
    functions: functions.filter(({ prefix }) => prefix === undefined),
    firestore: [firestore].flat()[0] ?? {},
    hosting: webApp,
  };
}

/** `127.0.0.1:<port>` of an emulator or the simulator. */
export function address(suite: Suite, name: string): string {
  const port = suite.ports[name];
  if (port === undefined) throw new Error(`firebase.json gives no port for ${name}`);
  return `${host}:${port}`;
}

/** Where a suite's emulator answers for a function. @param name as it is exported */
export function functionUrl(suite: Suite, name: string): string {
  const { POINTCHECKOUT_REGION: region } = parametersOf(suite);
  return `http://${address(suite, "functions")}/${suite.project}/${region}/${name}`;
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

const testParameters = {
  POINTCHECKOUT_STAFF_REFUND_LIMIT: "50",
  POINTCHECKOUT_TIMEOUT_MS: "4000",
  POINTCHECKOUT_SWEEP_LIMIT: "5000",
  POINTCHECKOUT_LISTEN_SECONDS: "5",
  POINTCHECKOUT_CREATE_CALLS_PER_MINUTE: "0",
  POINTCHECKOUT_REFRESH_CALLS_PER_MINUTE: "0",
};

/** The functions' parameters: the demonstration's, which are in a file; elsewhere with what tests want. */
export function parametersOf(suite: Suite) {
  const parameters = parseEnv(readFileSync(join(functionsDir, `.env.${demoProject}`), "utf8"));
  if (suite.project === demoProject) return parameters;
  const simulator = `http://${address(suite, "simulator")}`;
  const places = { POINTCHECKOUT_API_URL: `${simulator}/mer/v2.0/`, POINTCHECKOUT_LINK_HOSTS: simulator };
  return { ...parameters, ...places, ...testParameters };
}

/**
 * Writes a suite's parameters where firebase-tools, a listener's process and the doctor look for them. A second
 * deployment has a database and request ids of its own.
 */
export function writeParameters(suite: Suite): void {
  if (suite.project === demoProject) return;
  for (const { source, configDir = source, prefix } of suite.config.functions) {
    if (resolve(root, source) !== functionsDir) continue;
    const own = prefix && { POINTCHECKOUT_DATABASE: prefix, POINTCHECKOUT_REQUEST_ID_PREFIX: `${prefix}-` };
    const parameters = Object.entries({ ...parametersOf(suite), ...own });
    const lines = parameters.map(([name, value]) => `${name}=${value}\n`);
    mkdirSync(join(root, configDir), { recursive: true });
    writeFileSync(join(root, configDir, `.env.${suite.project}`), lines.join(""));
  }
}

/** The webhook's secret of every suite's functions: a public value, good for nothing else. */
export function localWebhookSecret(): string {
  const secrets = parseEnv(readFileSync(join(functionsDir, ".secret.local"), "utf8"));
  const secret = secrets.POINTCHECKOUT_WEBHOOK_SECRETS;
  if (!secret) throw new Error("functions/.secret.local has no POINTCHECKOUT_WEBHOOK_SECRETS");
  return secret;
}
