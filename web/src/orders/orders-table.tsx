import { useMediaQuery } from "@mantine/hooks";
import {
  type Column,
  type ColumnDef,
  flexRender,
  getCoreRowModel,
  getSortedRowModel,
  type Row,
  type SortingState,
  useReactTable,
} from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { TriangleAlert } from "lucide-react";
import type { Order } from "pointcheckout-firebase-client";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormat } from "../i18n/use-format.js";
import { ColumnHeader, type ColumnSort } from "./column-header.js";
import { contactOf, nameOf } from "./customer-text.js";
import { orderPath } from "./order-path.js";
import classes from "./orders-table.module.css";
import { StatusChip } from "./status-chip.js";

/**
 * A row's min-height in orders-table.module.css, which its two lines (on a phone, three) fill: rows that turn out higher
 * than estimated would move what stands below them, from under the pointer.
 */
const ROW_HEIGHT = { wide: 62, narrow: 121 };
const NARROW = "(max-width: 56rem)";
const UNSORTED: SortingState = [];

type Props = {
  orders: readonly Order[];
  /** There are no further ones, so that sorting these sorts all. */
  isComplete: boolean;
  /** How the server sorts them, where it does. */
  byDate?: { oldestFirst: boolean; onChange: (oldestFirst: boolean) => void };
};

export function OrdersTable({ orders, isComplete, byDate }: Props) {
  const { t } = useTranslation();
  const columns = useColumns();
  const [chosen, setSorting] = useState<SortingState>([]);
  const sorting = isComplete ? chosen : UNSORTED;
  const table = useReactTable({
    data: orders as Order[],
    columns,
    state: { sorting },
    onSortingChange: setSorting,
    getRowId: (order) => order.orderId,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    sortDescFirst: false,
  });
  const sortOf = ({ id, getIsSorted, toggleSorting }: Column<Order>): ColumnSort | null => {
    if (id === "created" && byDate) {
      const isChosen = sorting.length === 0;
      return {
        direction: isChosen ? (byDate.oldestFirst ? "asc" : "desc") : false,
        onToggle: () => (isChosen ? byDate.onChange(!byDate.oldestFirst) : setSorting(UNSORTED)),
      };
    }
    return isComplete ? { direction: getIsSorted(), onToggle: () => toggleSorting() } : null;
  };
  const { rows } = table.getRowModel();
  const body = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  // What stands above the table comes and goes.
  useLayoutEffect(() => setOffset(body.current?.offsetTop ?? 0));
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (isNarrow ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide),
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => rows[index]?.id ?? index,
  });

  return (
    <table aria-label={t("orders.title")} aria-rowcount={rows.length + 1} className={classes.table}>
      <thead className={classes.head}>
        {table.getHeaderGroups().map((group) => (
          <tr aria-rowindex={1} key={group.id} className={classes.row}>
            {group.headers.map((header) => (
              <ColumnHeader key={header.id} header={header} sort={sortOf(header.column)} />
            ))}
          </tr>
        ))}
      </thead>
      <tbody ref={body} className={classes.body} style={{ height: `${virtualizer.getTotalSize()}px` }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <tr
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                className={classes.row}
                style={{ transform: `translateY(${item.start - offset}px)` }}
              >
                <Cells row={row} />
              </tr>
            )
          );
        })}
      </tbody>
    </table>
  );
}

const Cells = ({ row }: { row: Row<Order> }) =>
  row.getVisibleCells().map((cell) => (
    <td key={cell.id} className={classes.cell} data-column={cell.column.id}>
      {flexRender(cell.column.columnDef.cell, cell.getContext())}
    </td>
  ));

function useColumns(): ColumnDef<Order>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo<ColumnDef<Order>[]>(
    () => [
      {
        id: "order",
        accessorFn: ({ orderId }) => orderId,
        header: t("orders.order"),
        cell: ({ row: { original } }) => (
          <Link to={orderPath(original.orderId)} className={classes.link}>
            <bdi>{original.orderId}</bdi>
          </Link>
        ),
      },
      {
        id: "customer",
        accessorFn: (order) => nameOf(order) ?? contactOf(order) ?? "",
        header: t("orders.customer"),
        cell: ({ row: { original } }) => (
          <>
            <span className={classes.strong}>{nameOf(original)}</span>
            <bdi className={classes.quiet}>{contactOf(original)}</bdi>
          </>
        ),
      },
      {
        id: "description",
        accessorFn: ({ description }) => description,
        header: t("orders.description"),
        cell: ({ row: { original } }) => <bdi>{original.description}</bdi>,
      },
      {
        id: "status",
        accessorFn: ({ status }) => t(`status.${status}`),
        header: t("orders.status"),
        cell: ({ row: { original } }) => (
          <>
            <StatusChip status={original.status} />
            {original.payment.problem && (
              <TriangleAlert
                size={16}
                className={classes.problem}
                role="img"
                aria-label={t("orders.hasProblem")}
              />
            )}
          </>
        ),
      },
      {
        id: "amount",
        accessorFn: ({ amount }) => amount.minor / 10 ** amount.exponent,
        header: t("orders.amount"),
        cell: ({ row: { original } }) => (
          <>
            {format.amount(original.amount)} <span className={classes.quiet}>{original.amount.currency}</span>
          </>
        ),
      },
      {
        id: "created",
        accessorFn: ({ createdAt }) => createdAt?.toMillis() ?? 0,
        header: t("orders.created"),
        cell: ({ row: { original } }) => (
          <span className={classes.quiet}>
            {original.createdAt && format.date(original.createdAt.toDate())}
          </span>
        ),
      },
    ],
    [t, format],
  );
}
