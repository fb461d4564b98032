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
  const key = `form:${user.uid}`;
  const [initialValues] = useState(() => readForm(key) ?? emptyForm());
  useEffect(
    () => () => {
      if (auth.currentUser || hasLeft(user)) forget(key, "tab");
    },
    [auth, user, key],
  );
  const keepValues = (values: LinkFormValues) => keep(key, JSON.stringify({ script, values }), "tab");
  return { initialValues, keepValues };
}

type Kept = { script: string; values: LinkFormValues };

/** Another version of the page may have had another form. */
const script = import.meta.url;

function readForm(key: string): LinkFormValues | null {
  try {
    const kept = JSON.parse(readKept(key, "tab") ?? "null") as Kept | null;
    return kept?.script === script ? kept.values : null;
  } catch {
    // Not what was kept.
    return null;
  }
}
