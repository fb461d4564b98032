import { FirebaseError } from "firebase/app";
import { type Auth, onIdTokenChanged, signOut, type User } from "firebase/auth";
import { useEffect, useState } from "react";

export type Role = "staff" | "admin";

export type Session =
  | { state: "loading" }
  /** `hasEnded`: by itself, while somebody worked. */
  | { state: "signed-out"; hasEnded: boolean }
  /** Auth cannot be reached, and the token has to be renewed. */
  | { state: "unreachable"; reason: string }
  | { state: "no-role"; user: User }
  | { state: "signed-in"; user: User; role: Role };

const toRole = (claim: unknown): Role | null => (claim === "staff" || claim === "admin" ? claim : null);

async function sessionOf(user: User): Promise<Session> {
  const role = toRole((await user.getIdTokenResult()).claims.role);
  return role ? { state: "signed-in", user, role } : { state: "no-role", user };
}

const leaving = new WeakSet<User>();

/** Whether it was the user who ended the session. */
export const hasLeft = (user: User): boolean => leaving.has(user);

/** Signs the user out because they want it: it is not shown as an ended session. */
export async function leave(auth: Auth): Promise<void> {
  if (auth.currentUser) leaving.add(auth.currentUser);
  await signOut(auth);
}

/** Without a message from Auth, an ended session would go on until its token is to be renewed: up to an hour. */
const CHECK_EVERY_MS = 5 * 60_000;

/**
 * Asks Auth whether the session still holds. If the user was disabled or deleted, or their tokens were revoked, they are
 * signed out. That Auth cannot be reached changes nothing.
 */
export async function checkSession(auth: Auth): Promise<void> {
  try {
    // Firebase signs out by itself when the answer is that the session has ended.
    await auth.currentUser?.reload();
  } catch (error) {
    // Unless the token had to be renewed first.
    if (error instanceof FirebaseError && error.code === "auth/invalid-refresh-token") await signOut(auth);
  }
}

/** Checks the session while the page is open, and whenever somebody comes back to it. */
export function useSessionChecks(auth: Auth): void {
  useEffect(() => {
    const check = () => {
      if (document.visibilityState === "visible") void checkSession(auth);
    };
    const timer = setInterval(check, CHECK_EVERY_MS);
    document.addEventListener("visibilitychange", check);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", check);
    };
  }, [auth]);
}

/** Who is signed in, and with which role; again whenever the token changes. */
export function useSession(auth: Auth): Session {
  const [session, setSession] = useState<Session>({ state: "loading" });
  useEffect(() => {
    let newest: User | null = null;
    return onIdTokenChanged(auth, (user) => {
      const before = newest;
      newest = user;
      if (user === null) {
        setSession({ state: "signed-out", hasEnded: before !== null && !hasLeft(before) });
        return;
      }
      sessionOf(user).then(
        (found) => {
          if (newest === user) setSession(found);
        },
        (error: unknown) => {
          if (newest !== user) return;
          const isUnreachable =
            error instanceof FirebaseError && error.code === "auth/network-request-failed";
          setSession(
            isUnreachable
              ? { state: "unreachable", reason: error.message }
              : { state: "signed-out", hasEnded: true },
          );
        },
      );
    });
  }, [auth]);
  return session;
}
