/** Where the emulators and the simulator listen: set by the test runner. */
function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with "npm run test:emulator"`);
  return value;
}

export const environment = {
  project: required("GCLOUD_PROJECT"),
  firestoreHost: required("FIRESTORE_EMULATOR_HOST"),
  authHost: required("FIREBASE_AUTH_EMULATOR_HOST"),
  functionsUrl: required("FUNCTIONS_EMULATOR_URL"),
  simulatorUrl: required("SIMULATOR_URL"),
};
