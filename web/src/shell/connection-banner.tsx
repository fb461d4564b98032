import { IconCloudOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./shell.module.css";

/** Says that the server is not heard: what the screen shows was true before. */
export function ConnectionBanner({ isStale }: { isStale: boolean }) {
  const { t } = useTranslation();
  return (
    <output>
      {isStale && (
        <span className={classes.banner}>
          <IconCloudOff size={18} aria-hidden />
          {t("states.offline")}
        </span>
      )}
    </output>
  );
}
