import { Button, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import classes from "./states.module.css";

export function NotFound({ title }: { title?: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.message}>
      <Title order={1} size="h3">
        {title ?? t("states.noSuchPage")}
      </Title>
      <Button component={Link} to="/">
        {t("actions.toOrders")}
      </Button>
    </div>
  );
}
