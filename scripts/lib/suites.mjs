import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, root } from "./paths.mjs";

// Ids that begin with "demo-" never reach production, whatever credentials the machine has.
export const demoProject = "demo-pointcheckout";
export const testProject = "demo-pointcheckout-test";
const chaosProject = "demo-pointcheckout-chaos";

const host = "127.0.0.1";
const testShift = 10_000;
const chaosShift = 20_000;
const demoSimulatorPort = 9400;
// firebase-tools starts these two beside the functions emulator, whether firebase.json names them or not.
const impliedPorts = { eventarc: 9299, tasks: 9499 };

/**
 * A set of emulators and a simulator that can run beside another one.
 *
 * @typedef {object} Suite
 * @property {string} project
 * @property {string} workDir where its processes run and leave their logs
 * @property {string} configPath firebase.json or what is derived from it
 * @property {object | undefined} config to be written to configPath before the start
 * @property {Record<string, number>} ports by what listens there: emulators' names, "firestore websocket", "simulator"
 */

/**
 * The suite of `npm start` and `npm run demo`: firebase.json as it is.
 *
 * @returns {Suite}
 */
export function demoSuite() {
  const config = readConfig();
  return {
    project: demoProject,
    workDir: join(cacheDir, "run", "demo"),
    configPath: join(root, "firebase.json"),
    config: undefined,
    ports: { ...emulatorPorts(config), simulator: demoSimulatorPort },
  };
}

/** The suite of `npm test`: the same emulators, every port shifted, so that tests run while `npm start` does. */
export const testSuite = () => shiftedSuite("test", testProject, testShift);

/** The suite of `npm run chaos`, whose runs clear Firestore and kill processes: it disturbs no other. */
export const chaosSuite = () => shiftedSuite("chaos", chaosProject, chaosShift);

/**
 * @param {string} name
 * @param {string} project
 * @param {number} shift
 * @returns {Suite}
 */
function shiftedSuite(name, project, shift) {
  const config = shiftPorts(readConfig(), shift);
  return {
    project,
    workDir: join(cacheDir, "run", name),
    // In the root, because paths in it are relative to where it lies.
    configPath: join(root, `.firebase-${name}.json`),
    config,
    ports: { ...emulatorPorts(config), simulator: demoSimulatorPort + shift },
  };
}

/**
 * @param {Suite} suite
 * @param {string} name
 */
export function address(suite, name) {
  const port = suite.ports[name];
  if (port === undefined) throw new Error(`firebase.json gives no port for ${name}`);
  return `${host}:${port}`;
}

/**
 * Where everything listens, in the variables that Firebase's libraries and our tests read.
 *
 * @param {Suite} suite
 */
export function localEnvironment(suite) {
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

function readConfig() {
  return JSON.parse(readFileSync(join(root, "firebase.json"), "utf8"));
}

/**
 * A copy of a firebase.json whose emulators listen on other ports, those that it only implies included.
 *
 * @param {any} config
 * @param {number} by
 */
export function shiftPorts(config, by) {
  /** @type {Record<string, any>} */
  const emulators = {};
  for (const [name, port] of Object.entries(impliedPorts)) emulators[name] = { host, port: port + by };
  for (const [name, settings] of Object.entries(config.emulators)) {
    emulators[name] = shiftEmulator(/** @type {any} */ (settings), by);
  }
  return { ...config, emulators };
}

/**
 * @param {any} settings
 * @param {number} by
 */
function shiftEmulator(settings, by) {
  if (typeof settings !== "object") return settings;
  const shifted = { ...settings };
  for (const key of ["port", "websocketPort"]) if (key in shifted) shifted[key] += by;
  return shifted;
}

/**
 * @param {any} config
 * @returns {Record<string, number>}
 */
function emulatorPorts(config) {
  /** @type {Record<string, number>} */
  const ports = {};
  for (const [name, settings] of Object.entries(config.emulators)) {
    const { port, websocketPort } = /** @type {any} */ (settings);
    if (port !== undefined) ports[name] = port;
    if (websocketPort !== undefined) ports[`${name} websocket`] = websocketPort;
  }
  return ports;
}
