import { flexRender, type Header } from "@tanstack/react-table";
import { ArrowDown, ArrowDownUp, ArrowUp } from "lucide-react";
import type { Order } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import classes from "./orders-table.module.css";

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

export function ColumnHeader({ header }: { header: Header<Order, unknown> }) {
  const { t } = useTranslation();
  const sorted = header.column.getIsSorted();
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ArrowDownUp;
  return (
    <th
      scope="col"
      aria-sort={sorted ? ARIA_SORT[sorted] : "none"}
      className={classes.cell}
      data-column={header.column.id}
    >
      <button
        type="button"
        className={classes.sort}
        title={t("orders.sortHint")}
        onClick={header.column.getToggleSortingHandler()}
      >
        {flexRender(header.column.columnDef.header, header.getContext())}
        <Icon size={14} aria-hidden data-idle={!sorted} />
      </button>
    </th>
  );
}
