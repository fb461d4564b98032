import type { OrderFilter } from "pointcheckout-firebase-client";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
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

type Props = { filter: OrderFilter; filterText: string; page: number; onPage: (page: number) => void };

/** One page of the orders that a filter lets through, as they change. */
export function LiveOrders({ filter, filterText, page: wanted, onPage }: Props) {
  const { t } = useTranslation();
  const { page, after } = startOfPage(filterText, wanted);
  const paged = useMemo(() => ({ ...filter, limit: PAGE_LENGTH, after }), [filter, after]);
  const { page: found, isStale, error } = useOrders(paged);
  const total = useOrderCount(filter, found !== null);
  useEffect(() => {
    if (found) keepNextStart(filterText, page, found);
  }, [found, filterText, page]);

  return (
    <>
      <ConnectionBanner isStale={isStale} />
      {error && <ProblemMessage error={error} isRetrying />}
      {found === null && !error && <OrdersSkeleton />}
      {found?.orders.length === 0 && <EmptyOrders isFiltered={filterText !== ""} />}
      {found && found.orders.length > 0 && (
        <>
          <span className={classes.live} data-stale={isStale || error !== null}>
            {isStale || error ? t("orders.notLive") : t("orders.live")}
          </span>
          <OrdersTable orders={found.orders} />
          <Pager
            page={page}
            pageLength={PAGE_LENGTH}
            shown={found.orders.length}
            total={total}
            hasNext={found.next !== null}
            onPage={onPage}
          />
        </>
      )}
    </>
  );
}
