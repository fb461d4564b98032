import { Button, Text, Title } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import classes from "./states.module.css";

/** @param props `reason`: in technical words, for whoever is asked for help */
export function StartFailed({ reason }: { reason: string }) {
  const { t } = useTranslation();
  // A script or Auth may only have been out of reach.
  useWindowEvent("online", () => location.reload());
  return (
    <main className={classes.message} role="alert">
      <Title order={1} size="h3">
        {t("states.broken")}
      </Title>
      <Text>{t("states.brokenHint")}</Text>
      <Text size="sm" c="dimmed" dir="auto">
        {reason}
      </Text>
      <Button onClick={() => location.reload()}>{t("actions.reload")}</Button>
    </main>
  );
}
