import { createMockUserToken } from "@firebase/util";

/** The token of somebody who is signed in, as the emulators take it: nobody has signed it. */
export function unsignedToken(
  { uid, role }: { readonly uid: string; readonly role?: string | undefined },
  project: string,
): string {
  const iat = Math.floor(Date.now() / 1000);
  return createMockUserToken({ sub: uid, iat, ...(role === undefined ? {} : { role }) }, project);
}
