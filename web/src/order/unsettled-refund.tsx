import { Alert, Button, Group, Text } from "@mantine/core";
import type { NumberedEvent, Order } from "pointcheckout-firebase-client";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { toDecimal, toMinor } from "../shared/money.js";
import { ProblemMessage } from "../shared/problem-message.js";
import { useWorkspace } from "../workspace-context.js";
import { type BegunRefund, forgetBegunRefund, readBegunRefund } from "./begun-refund.js";
import { useRefund } from "./use-refund.js";

type Props = { order: Order; events: readonly NumberedEvent[] };

/** A refund of which it is not known yet whether it was made, also when the page was closed in between. */
export function UnsettledRefund({ order, events }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { role } = useWorkspace();
  const refund = useRefund(order.orderId);
  const begun = readBegunRefund(order.orderId);
  const stored = order.payment.refund;
  const isRecorded = events.some(
    ({ type, detail }) => type === "operation.refund" && detail === begun?.referenceId,
  );
  const isOver = begun !== null && isRecorded && stored === null;
  useEffect(() => {
    if (isOver && !refund.isRunning) forgetBegunRefund(order.orderId);
  }, [isOver, refund.isRunning, order.orderId]);

  const unsettled: BegunRefund | null = stored
    ? {
        referenceId: stored.referenceId,
        checkoutId: stored.checkoutId,
        amount: toDecimal({ minor: stored.amountMinor, exponent: order.amount.exponent }),
        reason: begun?.reason ?? t("refundState.repeated"),
      }
    : isOver
      ? null
      : begun;
  if (unsettled === null || (refund.isRunning && !stored)) return null;

  const { currency, exponent } = order.amount;
  const amount = format.money({ minor: toMinor(unsettled.amount, exponent) ?? 0, currency, exponent });
  const needsAdmin = stored?.state === "unknown" && role !== "admin";
  const isRepeatable = stored?.state !== "problem" && !needsAdmin;
  return (
    <Alert color="yellow" title={t("refundState.title", { amount })}>
      <Text size="sm">{t(stored ? `refundState.${stored.state}` : "refundState.lost")}</Text>
      {refund.error && <ProblemMessage error={refund.error} />}
      {isRepeatable && (
        <Group mt="sm">
          <Button
            size="xs"
            loading={refund.isRunning}
            onClick={() => void refund.begin(unsettled, stored?.state === "unknown")}
          >
            {t(stored?.state === "asked" ? "refundState.check" : "refundState.repeat")}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
