import { Button, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import classes from "../shared/states.module.css";

export function EmptyOrders() {
  const { t } = useTranslation();
  return (
    <div className={classes.message}>
      <Title order={2} size="h4">
        {t("orders.none")}
      </Title>
      <Text c="dimmed">{t("orders.noneHint")}</Text>
      <Button component={Link} to="/new">
        {t("actions.newLink")}
      </Button>
    </div>
  );
}
