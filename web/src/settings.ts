import type { FirebaseOptions } from "firebase/app";

/** A user of the emulators who can sign in with one click. */
export type DemoUser = { displayName: string; email: string; password: string };

/** Written by `npm start` only: where everything listens on this machine. */
export type Emulators = {
  projectId: string;
  auth: string;
  firestore: string;
  functions: string;
  simulator: string;
  users: DemoUser[];
};

/** `settings.json`, which a merchant edits: no build is needed for it. */
export type Settings = {
  /** The deployment's `POINTCHECKOUT_REGION`. */
  region: string;
  functionPrefix: string;
  /** The deployment's `POINTCHECKOUT_DATABASE`; `(default)` when absent. */
  database?: string;
  /** `password`, or a provider's id such as `google.com`. */
  signInWith: string[];
  /** Whom a user without a role should ask; a name or an e-mail address. */
  roleContact: string;
  /** Offered by the form for a new link; the first one is proposed. */
  currencies: string[];
  /** Site key of reCAPTCHA Enterprise, where App Check is enforced. */
  appCheckSiteKey?: string;
  /** Where the page is not served by Firebase Hosting, which knows it itself. */
  firebase?: FirebaseOptions;
  emulators?: Emulators;
};

/** @throws Error that names the file which could not be read */
export async function loadSettings(): Promise<Settings & { firebase: FirebaseOptions }> {
  const settings = await readJson<Settings>("/settings.json");
  for (const name of ["signInWith", "currencies"] as const)
    if (!Array.isArray(settings?.[name])) throw new Error(`/settings.json has no list ${name}`);
  const { emulators } = settings;
  if (emulators) return { ...settings, firebase: { projectId: emulators.projectId, apiKey: "emulator" } };
  return { ...settings, firebase: settings.firebase ?? (await readJson("/__/firebase/init.json")) };
}

async function readJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { signal: AbortSignal.timeout(15_000) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  try {
    return (await response.json()) as T;
  } catch (cause) {
    // Hosting answers with the page itself where there is no such file.
    throw new Error(`${path} is missing, or is not JSON: ${String(cause)}`, { cause });
  }
}
