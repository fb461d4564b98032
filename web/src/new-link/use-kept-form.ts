import { useEffect, useState } from "react";
import { hasLeft } from "../firebase/session.js";
import { forget, keep, readKept } from "../shared/kept.js";
import { useWorkspace } from "../workspace-context.js";
import type { LinkFormValues } from "./link-form.js";

/**
 * What this user has typed in this tab, over a reload (phones unload a page whose memory another app wants) and the
 * session's end. Whoever goes to another screen, or signs out, has given it up.
 *
 * @param emptyForm what the form begins with otherwise
 */
export function useKeptForm(emptyForm: () => LinkFormValues) {
  const { auth, user } = useWorkspace();
  const { uid } = user;
  const [initialValues] = useState(() => readForm(uid) ?? emptyForm());
  useEffect(
    () => () => {
      if (auth.currentUser || hasLeft(user)) forget(KEY, "tab");
    },
    [auth, user],
  );
  const keepValues = (values: LinkFormValues) => keep(KEY, JSON.stringify({ uid, script, values }), "tab");
  return { initialValues, keepValues };
}

/** Forgets what another user typed, whose session ended by itself. */
export function forgetFormOfOthers(uid: string): void {
  if (readKeptForm()?.uid !== uid) forget(KEY, "tab");
}

const KEY = "form";
type Kept = { uid: string; script: string; values: LinkFormValues };

/** Another version of the page may have had another form. */
const script = import.meta.url;

function readForm(uid: string): LinkFormValues | null {
  const kept = readKeptForm();
  return kept?.uid === uid && kept.script === script ? kept.values : null;
}

function readKeptForm(): Kept | null {
  try {
    return JSON.parse(readKept(KEY, "tab") ?? "null") as Kept | null;
  } catch {
    // Not what was kept.
    return null;
  }
}
