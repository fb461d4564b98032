import { Title } from "@mantine/core";
import { ORDER_STATUSES } from "pointcheckout-firebase-client";
import { startTransition, useMemo, useOptimistic } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useTitle } from "../shared/use-title.js";
import { ExportButton } from "./export-button.js";
import { FilterBar } from "./filter-bar.js";
import { FoundOrders } from "./found-orders.js";
import { LiveOrders } from "./live-orders.js";
import { type OrdersSearch, readSearch, toFilter, writeSearch } from "./orders-filter.js";
import classes from "./orders-screen.module.css";

export default function OrdersScreen() {
  const { t } = useTranslation();
  useTitle(t("orders.title"));
  const [params, setParams] = useSearchParams();
  const search = readSearch(params, ORDER_STATUSES);
  const { status, from, until, oldestFirst } = search;
  const filter = useMemo(
    () => toFilter({ status, from, until, oldestFirst }),
    [status, from, until, oldestFirst],
  );
  const filterText = writeSearch({ ...search, text: "", page: 1 }).toString();

  // The router changes the address a moment later. A field that shows the old day until then loses what is typed of it.
  const [shown, show] = useOptimistic(search);

  const change = (some: Partial<OrdersSearch>) =>
    startTransition(() => {
      const wanted = { ...shown, page: 1, ...some };
      show(wanted);
      setParams(writeSearch(wanted), { replace: some.page === undefined });
    });

  return (
    <>
      <div className={classes.heading}>
        <Title order={1} size="h2">
          {t("orders.title")}
        </Title>
        {search.text === "" && <ExportButton filter={filter} />}
      </div>
      <FilterBar search={shown} onChange={change} />
      {search.text === "" ? (
        <LiveOrders
          filter={filter}
          filterText={filterText}
          isFiltered={status !== "" || from !== "" || until !== ""}
          page={search.page}
          onOldestFirst={(wanted) => change({ oldestFirst: wanted })}
          onPage={(page) => {
            change({ page });
            window.scrollTo({ top: 0 });
          }}
        />
      ) : (
        <FoundOrders search={search} />
      )}
    </>
  );
}
