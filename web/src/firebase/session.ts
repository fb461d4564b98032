import { type Auth, onIdTokenChanged, type User } from "firebase/auth";
import { useEffect, useState } from "react";

export type Role = "staff" | "admin";

export type Session =
  | { state: "loading" }
  | { state: "signed-out" }
  | { state: "no-role"; user: User }
  | { state: "signed-in"; user: User; role: Role };

const toRole = (claim: unknown): Role | null => (claim === "staff" || claim === "admin" ? claim : null);

async function sessionOf(user: User): Promise<Session> {
  const role = toRole((await user.getIdTokenResult()).claims.role);
  return role ? { state: "signed-in", user, role } : { state: "no-role", user };
}

/** Who is signed in, and with which role; told anew whenever the token changes. */
export function useSession(auth: Auth): Session {
  const [session, setSession] = useState<Session>({ state: "loading" });
  useEffect(() => {
    let newest: User | null = null;
    return onIdTokenChanged(auth, (user) => {
      newest = user;
      if (user === null) {
        setSession({ state: "signed-out" });
        return;
      }
      sessionOf(user).then(
        (found) => {
          if (newest === user) setSession(found);
        },
        () => setSession({ state: "signed-out" }),
      );
    });
  }, [auth]);
  return session;
}
