import { Badge, Paper, Title } from "@mantine/core";
import type { NumberedEvent, Order } from "pointcheckout-firebase-client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { StatusChip } from "../orders/status-chip.js";
import { ActionBar } from "./action-bar.js";
import { ActionDialog } from "./action-dialog.js";
import { Attempts } from "./attempts.js";
import { ContentCard } from "./content-card.js";
import { LinkCard } from "./link-card.js";
import classes from "./order.module.css";
import type { Action } from "./order-actions.js";
import { PaymentFacts } from "./payment-facts.js";
import { ProblemCard } from "./problem-card.js";
import { Timeline } from "./timeline.js";
import { UnsettledRefund } from "./unsettled-refund.js";

type Props = { order: Order; events: readonly NumberedEvent[] };

export function OrderView({ order, events }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [action, setAction] = useState<Action | null>(null);
  const { payment } = order;
  const hasAttempts = Object.keys(payment.attempts).length > 0;
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <div>
          <div className={classes.name}>
            <Title order={1} size="h2">
              <bdi>{order.orderId}</bdi>
            </Title>
            <output>
              <StatusChip status={order.status} size="lg" />
            </output>
            {hasAttempts && !payment.livemode && (
              <Badge variant="outline" color="gray">
                {t("order.test")}
              </Badge>
            )}
          </div>
          <p className={classes.amount}>{format.money(order.amount)}</p>
          <p className={classes.description}>
            <bdi>{order.description}</bdi>
          </p>
        </div>
        <ActionBar order={order} onChoose={setAction} />
      </header>
      {payment.problem && <ProblemCard key={payment.problem} order={order} problem={payment.problem} />}
      {action !== "refund" && <UnsettledRefund order={order} events={events} />}
      <div className={classes.columns}>
        <div className={classes.column}>
          {payment.link && <LinkCard order={order} link={payment.link} />}
          <PaymentFacts order={order} />
          <ContentCard order={order} />
          {hasAttempts && <Attempts order={order} />}
        </div>
        <Paper withBorder radius="lg" className={classes.card} component="section">
          <Timeline events={events} />
        </Paper>
      </div>
      <ActionDialog order={order} action={action} onClose={() => setAction(null)} />
    </div>
  );
}
