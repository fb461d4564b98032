import type { Auth, User } from "firebase/auth";
import type { Connection } from "pointcheckout-firebase-client";
import { createContext, use } from "react";
import type { Role } from "./firebase/session.js";
import type { Settings } from "./settings.js";

/** What every screen behind the sign-in works with. */
export type WorkspaceValue = {
  connection: Connection;
  auth: Auth;
  settings: Settings;
  user: User;
  role: Role;
};

export const WorkspaceContext = createContext<WorkspaceValue | null>(null);

export function useWorkspace(): WorkspaceValue {
  const value = use(WorkspaceContext);
  if (value === null) throw new Error("useWorkspace is for screens inside the workspace");
  return value;
}
