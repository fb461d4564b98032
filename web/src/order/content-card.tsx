import { Paper, Title } from "@mantine/core";
import type { Order } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import classes from "./order.module.css";

/** The order's lines and sums; nothing where it has none. */
export function ContentCard({ order: { items, totals, amount } }: { order: Order }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!items || items.length === 0) return null;
  const money = (minor: number) => format.amount({ ...amount, minor });
  const sums = totals
    ? [
        { label: t("newLink.subtotal"), minor: totals.subtotalMinor },
        { label: t("newLink.tax"), minor: totals.taxMinor },
        { label: t("newLink.shipping"), minor: totals.shippingMinor },
        { label: t("newLink.handling"), minor: totals.handlingMinor },
        { label: t("newLink.discount"), minor: totals.discountMinor && -totals.discountMinor },
      ]
    : [];
  return (
    <Paper withBorder radius="lg" className={classes.card} component="section">
      <Title order={2} size="h5">
        {t("facts.lines")}
      </Title>
      <table className={classes.items}>
        <thead>
          <tr>
            <th scope="col">{t("newLink.itemName")}</th>
            <th scope="col">{t("newLink.quantity")}</th>
            <th scope="col">{amount.currency}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ name, quantity, lineTotalMinor }, index) => (
            <tr key={index}>
              <td>
                <bdi>{name}</bdi>
              </td>
              <td>{format.number(quantity)}</td>
              <td>{money(lineTotalMinor)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sums
            .filter(({ minor }) => minor)
            .map(({ label, minor }) => (
              <tr key={label}>
                <th scope="row" colSpan={2}>
                  {label}
                </th>
                <td>{money(minor ?? 0)}</td>
              </tr>
            ))}
          <tr>
            <th scope="row" colSpan={2}>
              {t("newLink.total")}
            </th>
            <td>{format.amount(amount)}</td>
          </tr>
        </tfoot>
      </table>
    </Paper>
  );
}
