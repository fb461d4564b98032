import { Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./states.module.css";

export function Loading() {
  const { t } = useTranslation();
  return (
    <output className={classes.loading} aria-label={t("states.loading")}>
      <Loader />
    </output>
  );
}
