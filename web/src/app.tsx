import { lazy, Suspense } from "react";
import { useSession } from "./firebase/session.js";
import type { Firebase } from "./firebase/start-firebase.js";
import type { Settings } from "./settings.js";
import { Loading } from "./shared/loading.js";
import { StartFailed } from "./shared/start-failed.js";
import { NoRoleScreen } from "./sign-in/no-role-screen.js";
import { SignInScreen } from "./sign-in/sign-in-screen.js";

// Asked for at once: it arrives while somebody signs in.
const workspace = import("./workspace.js");
const Workspace = lazy(() => workspace);

export function App({ settings, firebase }: { settings: Settings; firebase: Firebase }) {
  const session = useSession(firebase.auth);
  switch (session.state) {
    case "loading":
      return <Loading />;
    case "signed-out":
      return <SignInScreen auth={firebase.auth} settings={settings} hasEnded={session.hasEnded} />;
    case "unreachable":
      return <StartFailed reason={session.reason} />;
    case "no-role":
      return <NoRoleScreen auth={firebase.auth} user={session.user} contact={settings.roleContact} />;
    case "signed-in":
      return (
        <Suspense fallback={<Loading />}>
          <Workspace settings={settings} firebase={firebase} user={session.user} role={session.role} />
        </Suspense>
      );
  }
}
