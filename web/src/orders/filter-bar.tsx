import { CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search } from "lucide-react";
import { ORDER_STATUSES } from "pointcheckout-firebase-client";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./filter-bar.module.css";
import { type OrdersSearch, STATUS_GROUPS, type StatusGroup } from "./orders-filter.js";

const GROUPS = Object.keys(STATUS_GROUPS) as StatusGroup[];

type Props = { search: OrdersSearch; onChange: (change: Partial<OrdersSearch>) => void };

export function FilterBar({ search, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(search.text);
  const ask = useDebouncedCallback((wanted: string) => onChange({ text: wanted.trim() }), 300);
  // When it changes by the browser's back button. A blank at the end stays: the clerk goes on with another word.
  useEffect(() => setText((typed) => (typed.trim() === search.text ? typed : search.text)), [search.text]);
  const type = (wanted: string) => {
    setText(wanted);
    ask(wanted);
  };

  return (
    <search className={classes.bar}>
      <TextInput
        className={classes.text}
        label={t("orders.search")}
        placeholder={t("orders.searchHint")}
        type="search"
        dir="auto"
        leftSection={<Search size={16} aria-hidden />}
        rightSection={
          text && <CloseButton size="sm" aria-label={t("orders.clearSearch")} onClick={() => type("")} />
        }
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <NativeSelect
        label={t("orders.status")}
        value={search.status}
        onChange={(event) => onChange({ status: event.currentTarget.value as OrdersSearch["status"] })}
        data={[
          { value: "", label: t("orders.allStatuses") },
          {
            group: t("orders.groups"),
            items: GROUPS.map((value) => ({ value, label: t(`statusGroup.${value}`) })),
          },
          {
            group: t("orders.status"),
            items: ORDER_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
          },
        ]}
      />
      {/* On a wide screen the column's header sorts. */}
      <NativeSelect
        className={classes.narrow}
        label={t("orders.sort")}
        disabled={search.text !== ""}
        value={search.oldestFirst ? "oldest" : "newest"}
        onChange={(event) => onChange({ oldestFirst: event.currentTarget.value === "oldest" })}
        data={(["newest", "oldest"] as const).map((value) => ({ value, label: t(`orders.${value}First`) }))}
      />
      {(["from", "until"] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          label={t(`orders.${name}`)}
          value={search[name]}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      ))}
    </search>
  );
}
