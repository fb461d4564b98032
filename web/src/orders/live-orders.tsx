import { Button } from "@mantine/core";
import type { OrderFilter } from "pointcheckout-firebase-client";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { errorKey } from "../shared/error-key.js";
import { ProblemMessage } from "../shared/problem-message.js";
import { ConnectionBanner } from "../shell/connection-banner.js";
import { EmptyOrders } from "./empty-orders.js";
import classes from "./orders-screen.module.css";
import { OrdersSkeleton } from "./orders-skeleton.js";
import { OrdersTable } from "./orders-table.js";
import { Pager } from "./pager.js";
import { useOrderCount } from "./use-order-count.js";
import { useOrders } from "./use-orders.js";
import { keepNextStart, startOfPage } from "./use-pages.js";

const PAGE_LENGTH = 100;

type Props = {
  filter: OrderFilter;
  filterText: string;
  /** There may be orders that it leaves out. */
  isFiltered: boolean;
  page: number;
  onPage: (page: number) => void;
  onOldestFirst: (oldestFirst: boolean) => void;
};

/** One page of the orders that a filter lets through, as they change. */
export function LiveOrders({ filter, filterText, isFiltered, page: wanted, onPage, onOldestFirst }: Props) {
  const { t } = useTranslation();
  const { oldestFirst = false } = filter;
  const { page, after } = startOfPage(filterText, wanted);
  const paged = useMemo(() => ({ ...filter, limit: PAGE_LENGTH, after }), [filter, after]);
  const { page: found, isStale, error } = useOrders(paged);
  const shown = found?.orders.length ?? 0;
  const last = (page - 1) * PAGE_LENGTH + shown;
  const counted = useOrderCount(
    filter,
    found?.next ? found.orders.map(({ orderId }) => orderId).join() : null,
  );
  const total = found?.next || isStale ? counted : last;
  useEffect(() => {
    if (found && !isStale) keepNextStart(filterText, page, found);
  }, [found, isStale, filterText, page]);

  return (
    <>
      <ConnectionBanner isStale={isStale} />
      {error && <ProblemMessage error={error} isRetrying />}
      {error && errorKey(error) === "index" && (
        <Button component={Link} to="/" variant="default">
          {t("orders.showAll")}
        </Button>
      )}
      {found === null && !error && <OrdersSkeleton />}
      {found?.orders.length === 0 && <EmptyOrders isFiltered={isFiltered} />}
      {found && found.orders.length > 0 && (
        <>
          <span className={classes.live} data-stale={isStale || error !== null}>
            {isStale || error ? t("orders.notLive") : t("orders.live")}
          </span>
          <OrdersTable
            orders={found.orders}
            isComplete={page === 1 && found.next === null}
            byDate={{ oldestFirst, onChange: onOldestFirst }}
          />
          <Pager
            page={page}
            pageLength={PAGE_LENGTH}
            shown={shown}
            total={total}
            // Where the next page begins is only known of a whole page: of a stale one, orders would be skipped.
            hasNext={found.next !== null && !isStale && total !== last}
            oldestFirst={oldestFirst}
            onPage={onPage}
          />
        </>
      )}
    </>
  );
}
