import { useDebouncedValue, useWindowEvent } from "@mantine/hooks";
import { CloudOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./shell.module.css";

/** What is kept is shown before the server answers: that is no news. */
const SILENCE_MS = 1_500;

/**
 * Says that the server is not heard: what the screen shows was true before. `navigator.onLine` does not count, because it
 * is false on a machine without a network, where the emulators are heard well.
 */
export function ConnectionBanner({ isStale }: { isStale: boolean }) {
  const { t } = useTranslation();
  const [isOffline, setOffline] = useState(false);
  const [wasStale] = useDebouncedValue(isStale, SILENCE_MS);
  useWindowEvent("offline", () => setOffline(true));
  useWindowEvent("online", () => setOffline(false));
  return (
    <output data-stale={isStale}>
      {((isStale && wasStale) || isOffline) && (
        <span className={classes.banner}>
          <CloudOff size={18} aria-hidden />
          {t("states.offline")}
        </span>
      )}
    </output>
  );
}
