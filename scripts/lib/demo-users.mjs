import { HttpError, requestJson } from "./http.mjs";
import { address } from "./suites.mjs";

// Good for the auth emulator of this machine only.
const password = "demo-password";

export const demoUsers = {
  staff: { email: "staff@example.com", password, displayName: "Sam Staff", claims: { role: "staff" } },
  customer: { email: "customer@example.com", password, displayName: "Cleo Customer", claims: {} },
};

/**
 * Creates the users of the demonstration, or brings those that exist to the same state.
 *
 * @param {import("./suites.mjs").Suite} suite
 * @returns {Promise<{ staffUid: string, customerUid: string }>}
 */
export async function createDemoUsers(suite) {
  const [staffUid, customerUid] = await Promise.all([
    ensureUser(suite, demoUsers.staff),
    ensureUser(suite, demoUsers.customer),
  ]);
  return { staffUid, customerUid };
}

/**
 * @param {import("./suites.mjs").Suite} suite
 * @param {{ email: string, password: string }} user
 * @returns {Promise<string>} an ID token
 */
export async function signIn(suite, { email, password }) {
  const answer = await requestJson(`${identityApi(suite)}/accounts:signInWithPassword?key=emulator`, {
    body: { email, password, returnSecureToken: true },
  });
  return answer.idToken;
}

/**
 * @param {import("./suites.mjs").Suite} suite
 * @param {{ email: string, password: string, displayName: string, claims: object }} user
 * @returns {Promise<string>} the uid
 */
async function ensureUser(suite, { email, password, displayName, claims }) {
  const localId = (await signUp(suite, { email, password })) ?? (await findUid(suite, email));
  await asOwner(suite, "accounts:update", {
    localId,
    password,
    displayName,
    emailVerified: true,
    customAttributes: JSON.stringify(claims),
  });
  return localId;
}

/**
 * @param {import("./suites.mjs").Suite} suite
 * @param {{ email: string, password: string }} user
 * @returns {Promise<string | undefined>} the uid, or undefined when the address is taken
 */
async function signUp(suite, user) {
  try {
    return (await asOwner(suite, "accounts", user)).localId;
  } catch (error) {
    if (error instanceof HttpError && error.body.includes("EMAIL_EXISTS")) return undefined;
    throw error;
  }
}

/**
 * @param {import("./suites.mjs").Suite} suite
 * @param {string} email
 */
async function findUid(suite, email) {
  const { users } = await asOwner(suite, "accounts:lookup", { email: [email] });
  return users[0].localId;
}

/**
 * The emulator takes the token "owner" for that of an administrator.
 *
 * @param {import("./suites.mjs").Suite} suite
 * @param {string} method
 * @param {object} body
 */
function asOwner(suite, method, body) {
  return requestJson(`${identityApi(suite)}/projects/${suite.project}/${method}`, { body, token: "owner" });
}

/** @param {import("./suites.mjs").Suite} suite */
const identityApi = (suite) => `http://${address(suite, "auth")}/identitytoolkit.googleapis.com/v1`;
