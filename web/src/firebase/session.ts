import { type Auth, onIdTokenChanged, signOut, type User } from "firebase/auth";
import { useEffect, useState } from "react";

export type Role = "staff" | "admin";

export type Session =
  | { state: "loading" }
  /** `hasEnded`: by itself, while somebody worked. */
  | { state: "signed-out"; hasEnded: boolean }
  | { state: "no-role"; user: User }
  | { state: "signed-in"; user: User; role: Role };

const toRole = (claim: unknown): Role | null => (claim === "staff" || claim === "admin" ? claim : null);

async function sessionOf(user: User): Promise<Session> {
  const role = toRole((await user.getIdTokenResult()).claims.role);
  return role ? { state: "signed-in", user, role } : { state: "no-role", user };
}

const leaving = new WeakSet<User>();

/** Signs the user out because they want it: it is not told as an ended session. */
export async function leave(auth: Auth): Promise<void> {
  if (auth.currentUser) leaving.add(auth.currentUser);
  await signOut(auth);
}

/** Who is signed in, and with which role; told anew whenever the token changes. */
export function useSession(auth: Auth): Session {
  const [session, setSession] = useState<Session>({ state: "loading" });
  useEffect(() => {
    let newest: User | null = null;
    return onIdTokenChanged(auth, (user) => {
      const before = newest;
      newest = user;
      if (user === null) {
        setSession({ state: "signed-out", hasEnded: before !== null && !leaving.has(before) });
        return;
      }
      sessionOf(user).then(
        (found) => {
          if (newest === user) setSession(found);
        },
        () => setSession({ state: "signed-out", hasEnded: true }),
      );
    });
  }, [auth]);
  return session;
}
