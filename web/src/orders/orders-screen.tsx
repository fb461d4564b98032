import { Title } from "@mantine/core";
import type { OrderFilter } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { ProblemMessage } from "../shared/problem-message.js";
import { ConnectionBanner } from "../shell/connection-banner.js";
import { EmptyOrders } from "./empty-orders.js";
import classes from "./orders-screen.module.css";
import { OrdersSkeleton } from "./orders-skeleton.js";
import { OrdersTable } from "./orders-table.js";
import { useOrders } from "./use-orders.js";

const newest: OrderFilter = { limit: 100 };

export default function OrdersScreen() {
  const { t } = useTranslation();
  const { page, isStale, error } = useOrders(newest);
  return (
    <>
      <div className={classes.heading}>
        <Title order={1} size="h2">
          {t("orders.title")}
        </Title>
        {page && (
          <span className={classes.live} data-stale={isStale || error !== null}>
            {isStale || error ? t("orders.notLive") : t("orders.live")}
          </span>
        )}
      </div>
      <ConnectionBanner isStale={isStale} />
      {error && <ProblemMessage error={error} isRetrying />}
      {page === null && !error && <OrdersSkeleton />}
      {page?.orders.length === 0 && <EmptyOrders />}
      {page && page.orders.length > 0 && <OrdersTable orders={page.orders} />}
    </>
  );
}
