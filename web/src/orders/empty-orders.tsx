import { Button, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import classes from "../shared/states.module.css";

/** @param props `isFiltered`: there may be orders that the filter or search leaves out */
export function EmptyOrders({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.message}>
      <Title order={2} size="h4">
        {t(isFiltered ? "orders.noneFound" : "orders.none")}
      </Title>
      <Text c="dimmed">{t(isFiltered ? "orders.noneFoundHint" : "orders.noneHint")}</Text>
      {isFiltered ? (
        <Button component={Link} to="/" variant="default">
          {t("orders.showAll")}
        </Button>
      ) : (
        <Button component={Link} to="/new">
          {t("actions.newLink")}
        </Button>
      )}
    </div>
  );
}
