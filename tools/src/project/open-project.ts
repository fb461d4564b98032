import { applicationDefault } from "firebase-admin/app";
import { type Config, parameterDefaults, readConfig } from "../../../functions/src/config.js";
import { openStoresOf, type Stores } from "../../../functions/src/connections.js";
import {
  createPointCheckoutClient,
  type PointCheckoutClient,
} from "../../../functions/src/pointcheckout/client.js";
import type { Log, LogFields } from "../../../functions/src/shared/log.js";
import { demoSuite, localEnvironment } from "../../../scripts/lib/suites.js";
import { accessSecret } from "./access-secret.js";
import { readCodebase } from "./codebase.js";
import { readLocalSecrets, readSettings, SECRET_NAMES, type SecretName, type Settings } from "./settings.js";
import { chooseTarget, type Target } from "./target.js";

/** A project that a command works on. What it does not ask for is not opened. */
export type Project = Target & {
  settings: Settings;
  stores: () => Stores;
  /** A secret; null when it has no value. */
  secret: (name: SecretName) => Promise<string | null>;
  /** The deployment's settings without its keys. @throws ConfigurationError */
  parameters: () => Config;
  /** The same with its keys. @throws ConfigurationError */
  config: () => Promise<Config>;
  pointcheckout: () => Promise<PointCheckoutClient>;
  /** Of application default credentials; for a real project alone. */
  accessToken: () => Promise<string>;
  close: () => Promise<void>;
};

/**
 * Opens the project that the options and the environment name. It sets variables of this process: the functions'
 * parameters and Firebase's libraries are read from there.
 *
 * @throws CommandFailure
 */
export async function openProject(
  options: { local?: boolean; project?: string; codebase?: string; verbose?: boolean },
  env: NodeJS.ProcessEnv,
  writeErr: (text: string) => void,
): Promise<Project> {
  const target = chooseTarget(options, env);
  if (options.local) Object.assign(env, localEnvironment(demoSuite()));
  const codebase = readCodebase(options.codebase);
  const settings = readSettings(target, codebase, parameterDefaults());
  Object.assign(env, settings.values);
  // Lets the simulator's address pass, which is neither https nor live.
  if (target.isEmulated) env.FUNCTIONS_EMULATOR = "true";
  else delete env.FUNCTIONS_EMULATOR;

  let opened: ReturnType<typeof openStoresOf> | undefined;
  const accessToken = async () => (await applicationDefault().getAccessToken()).access_token;
  const secret = async (name: SecretName): Promise<string | null> => {
    // A real key must not be sent to a simulator because the shell happens to know it.
    if (target.isEmulated) return readLocalSecrets()[name] ?? null;
    if (env[name] !== undefined) return env[name] || null;
    return accessSecret(target.projectId, `${codebase.secretPrefix}${name}`, await accessToken());
  };
  const config = async () => {
    // The functions' code asks the environment.
    for (const name of SECRET_NAMES.slice(0, 2)) env[name] = (await secret(name)) ?? "";
    return withoutKeys(env);
  };
  return {
    ...target,
    settings,
    stores: () => {
      opened ??= openStoresOf(target.projectId, options.verbose ? logTo(writeErr) : silent);
      return opened;
    },
    secret,
    parameters: () => withoutKeys(env),
    config,
    pointcheckout: async () => createPointCheckoutClient((await config()).api),
    accessToken,
    close: async () => opened?.close(),
  };
}

/** The functions' code refuses a secret that is not set. */
function withoutKeys(env: NodeJS.ProcessEnv): Config {
  const absent = SECRET_NAMES.filter((name) => env[name] === undefined);
  for (const name of absent) env[name] = "";
  try {
    return readConfig(env);
  } finally {
    for (const name of absent) delete env[name];
  }
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Log lines go to the standard error: the standard output is for the answer. */
function logTo(writeErr: (text: string) => void): Log {
  const line =
    (severity: string) =>
    (event: string, fields: LogFields = {}) =>
      writeErr(`${severity} ${event} ${JSON.stringify(fields)}\n`);
  return { info: line("info"), warn: line("warn"), error: line("error") };
}
