import { Paper, Title } from "@mantine/core";
import type { Order } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { StatusChip } from "../orders/status-chip.js";
import classes from "./order.module.css";

/** Every link that the order has had, the newest first. */
export function Attempts({ order: { payment } }: { order: Order }) {
  const { t } = useTranslation();
  const format = useFormat();
  const attempts = Object.entries(payment.attempts).sort(([, a], [, b]) => b.attempt - a.attempt);
  return (
    <Paper withBorder radius="lg" className={classes.card} component="section">
      <Title order={2} size="h5">
        {t("attempts.title", { count: attempts.length })}
      </Title>
      <ol className={classes.attempts}>
        {attempts.map(([checkoutId, attempt]) => (
          <li key={checkoutId}>
            <div className={classes.attemptHead}>
              <strong>{t("attempts.number", { number: attempt.attempt })}</strong>
              <StatusChip status={attempt.status} />
              <span className={classes.attemptAmount}>{format.money(attempt.amount)}</span>
            </div>
            <p className={classes.small}>
              {t("attempts.made", { date: format.date(attempt.createdAt.toDate()) })}
              {attempt.totalRefundedMinor > 0 &&
                ` · ${t("facts.refunded")} ${format.money({ ...attempt.amount, minor: attempt.totalRefundedMinor })}`}
            </p>
            <p className={classes.small}>
              {t("attempts.checkout")} <bdi className={classes.code}>{checkoutId}</bdi>
              {attempt.displayId && (
                <>
                  {" · "}
                  <bdi className={classes.code}>{attempt.displayId}</bdi>
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </Paper>
  );
}
