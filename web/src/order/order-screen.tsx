import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOrderId } from "../orders/order-path.js";
import { NotFound } from "../shared/not-found.js";
import { ProblemMessage } from "../shared/problem-message.js";
import { useOrder } from "../shared/use-order.js";
import { useTitle } from "../shared/use-title.js";
import { ConnectionBanner } from "../shell/connection-banner.js";
import { OrderView } from "./order-view.js";

export default function OrderScreen() {
  const { t } = useTranslation();
  const orderId = useOrderId();
  useTitle(orderId);
  const { order, events, isStale, error } = useOrder(orderId);
  if (order === null) return <NotFound title={t("order.notFound", { orderId })} />;
  return (
    <>
      <ConnectionBanner isStale={isStale} />
      {error && <ProblemMessage error={error} isRetrying />}
      {order && <OrderView key={orderId} order={order} events={events} />}
      {!order && !error && (
        <Stack component="output" aria-label={t("states.loading")}>
          <Skeleton height={64} radius="md" />
          <Skeleton height={220} radius="md" />
          <Skeleton height={220} radius="md" />
        </Stack>
      )}
    </>
  );
}
