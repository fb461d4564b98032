import { Alert, Button, Group, Text } from "@mantine/core";
import type { NumberedEvent, Order } from "pointcheckout-firebase-client";
import { useEffect, useReducer } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { ProblemMessage } from "../shared/problem-message.js";
import { useWorkspace } from "../workspace-context.js";
import { forgetBegunRefund, readBegunRefund, unsettledRefund } from "./begun-refund.js";
import { useRefund } from "./use-refund.js";

type Props = { order: Order; events: readonly NumberedEvent[] };

/** A refund of which it is not known yet whether it was made, also when the page was closed in between. */
export function UnsettledRefund({ order, events }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { role } = useWorkspace();
  const refund = useRefund(order.orderId);
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const begun = readBegunRefund(order.orderId);
  const stored = order.payment.refund;
  const unsettled = unsettledRefund(order, events, begun);
  const isOver = begun !== null && unsettled === null;
  useEffect(() => {
    if (isOver && !refund.isRunning) forgetBegunRefund(order.orderId);
  }, [isOver, refund.isRunning, order.orderId]);
  if (unsettled === null || (refund.isRunning && !stored)) return null;

  const giveUp = () => {
    forgetBegunRefund(order.orderId);
    redraw();
  };
  const { money, ...repeated } = unsettled;
  const needsAdmin = stored?.state === "unknown" && role !== "admin";
  const isRepeatable = stored?.state !== "problem" && !needsAdmin;
  return (
    <Alert color="red" title={t("refundState.title", { amount: format.money(money) })}>
      <Text size="sm">{t(stored ? `refundState.${stored.state}` : "refundState.lost")}</Text>
      {refund.error && <ProblemMessage error={refund.error} />}
      {isRepeatable && (
        <Group mt="sm">
          <Button
            size="xs"
            loading={refund.isRunning}
            onClick={() => void refund.begin(repeated, stored?.state === "unknown")}
          >
            {t(stored?.state === "asked" ? "refundState.check" : "refundState.repeat")}
          </Button>
          {!stored && (
            <Button size="xs" variant="default" disabled={refund.isRunning} onClick={giveUp}>
              {t("refundState.giveUp")}
            </Button>
          )}
        </Group>
      )}
    </Alert>
  );
}
