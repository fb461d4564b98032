import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ProblemMessage } from "../shared/problem-message.js";
import { EmptyOrders } from "./empty-orders.js";
import { type OrdersSearch, statusesOf, toFilter } from "./orders-filter.js";
import { OrdersSkeleton } from "./orders-skeleton.js";
import { OrdersTable } from "./orders-table.js";
import { useFoundOrders } from "./use-found-orders.js";

/** As many as a search gives at most for each of what it looks for. */
const MOST = 50;

/** What a search found, of the chosen statuses and days. */
export function FoundOrders({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation();
  const { orders, error, searchAgain } = useFoundOrders(search.text);
  if (error)
    return (
      <>
        <ProblemMessage error={error} isReading />
        <Button variant="default" onClick={searchAgain}>
          {t("orders.searchAgain")}
        </Button>
      </>
    );
  if (orders === null) return <OrdersSkeleton />;
  const statuses = statusesOf(search.status);
  const { createdFrom, createdBefore } = toFilter(search);
  const wanted = orders.filter(({ status, createdAt }) => {
    const at = createdAt?.toDate() ?? new Date(0);
    return (
      (statuses.length === 0 || statuses.includes(status)) &&
      (!createdFrom || at >= createdFrom) &&
      (!createdBefore || at < createdBefore)
    );
  });
  return (
    <>
      <Text component="output" size="sm" c="dimmed" mb="xs" display="block">
        {wanted.length > 0 && t("orders.found", { count: wanted.length })}
        {orders.length >= MOST && ` ${t("orders.mayBeMore")}`}
      </Text>
      {wanted.length > 0 ? <OrdersTable orders={wanted} isComplete /> : <EmptyOrders isFiltered />}
    </>
  );
}
