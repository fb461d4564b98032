import { createMockUserToken } from "@firebase/util";

type User = { readonly uid: string; readonly role?: string | undefined };

/** The token of somebody who is signed in, as the emulators take it: nobody has signed it. */
export function unsignedToken({ uid, role }: User, project: string): string {
  const iat = Math.floor(Date.now() / 1000);
  return createMockUserToken({ sub: uid, iat, ...(role === undefined ? {} : { role }) }, project);
}

/** A call of a callable, as Firebase's client libraries send it. @param user null: nobody is signed in */
export const callableRequest = (project: string, data: unknown, user: User | null) => ({
  headers: {
    "content-type": "application/json",
    ...(user && { authorization: `Bearer ${unsignedToken(user, project)}` }),
  },
  body: JSON.stringify({ data }),
});
