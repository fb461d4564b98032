import { Paper, Title } from "@mantine/core";
import type { Order } from "pointcheckout-firebase-client";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import classes from "./order.module.css";

/** What was paid, what was given back, and what is left. */
export function PaymentFacts({ order: { payment, customer } }: { order: Order }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { paid, refunded, paidAt, method, cashAmount } = payment;
  const remaining = paid && refunded ? { ...paid, minor: paid.minor - refunded.minor } : null;
  const name = [customer?.firstName, customer?.lastName].filter(Boolean).join(" ");
  const facts: [string, ReactNode][] = [
    [t("facts.paid"), paid && format.money(paid)],
    [t("facts.paidAt"), paidAt && format.exactDate(paidAt.toDate())],
    [t("facts.method"), method],
    [t("facts.refunded"), refunded && refunded.minor > 0 && format.money(refunded)],
    [t("facts.remaining"), refunded && refunded.minor > 0 && remaining && format.money(remaining)],
    [t("facts.cash"), cashAmount && cashAmount.minor > 0 && format.money(cashAmount)],
    [t("orders.customer"), name],
    [t("newLink.phone"), customer?.phone && <bdi>+{customer.phone}</bdi>],
    [t("newLink.email"), customer?.email && <bdi>{customer.email}</bdi>],
  ];
  const known = facts.filter(([, value]) => Boolean(value));
  if (known.length === 0) return null;
  return (
    <Paper withBorder radius="lg" className={classes.card} component="section">
      <Title order={2} size="h5">
        {t("facts.title")}
      </Title>
      <dl className={classes.facts}>
        {known.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}
