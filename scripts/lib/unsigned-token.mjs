import { createMockUserToken } from "@firebase/util";

/**
 * The token of somebody who is signed in, as the emulators take it: nobody has signed it.
 *
 * @param {{ readonly uid: string, readonly role?: string | undefined }} user
 * @param {string} project
 */
export function unsignedToken({ uid, role }, project) {
  const iat = Math.floor(Date.now() / 1000);
  return createMockUserToken({ sub: uid, iat, ...(role === undefined ? {} : { role }) }, project);
}
