import { flexRender, type Header } from "@tanstack/react-table";
import { ArrowDown, ArrowDownUp, ArrowUp } from "lucide-react";
import type { Order } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import classes from "./orders-table.module.css";

export type ColumnSort = { direction: "asc" | "desc" | false; onToggle: () => void };

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

/** @param props `sort`: null where sorting would leave orders out */
export function ColumnHeader({ header, sort }: { header: Header<Order, unknown>; sort: ColumnSort | null }) {
  const { t } = useTranslation();
  const name = flexRender(header.column.columnDef.header, header.getContext());
  const cell = { scope: "col", className: classes.cell, "data-column": header.column.id } as const;
  if (sort === null) return <th {...cell}>{name}</th>;
  const { direction, onToggle } = sort;
  const Icon = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ArrowDownUp;
  return (
    <th {...cell} aria-sort={direction ? ARIA_SORT[direction] : "none"}>
      <button type="button" className={classes.sort} title={t("orders.sortHint")} onClick={onToggle}>
        {name}
        <Icon size={14} aria-hidden data-idle={!direction} />
      </button>
    </th>
  );
}
