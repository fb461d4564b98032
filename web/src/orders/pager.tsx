import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import classes from "./filter-bar.module.css";

type Props = {
  page: number;
  pageLength: number;
  shown: number;
  total: number | null;
  hasNext: boolean;
  oldestFirst: boolean;
  onPage: (page: number) => void;
};

export function Pager({ page, pageLength, shown, total, hasNext, oldestFirst, onPage }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const first = (page - 1) * pageLength + 1;
  const range = { first: format.number(first), last: format.number(first + shown - 1) };
  return (
    <nav className={classes.pager} aria-label={t("orders.pages")}>
      <output>
        {total === null
          ? t("orders.range", range)
          : t("orders.rangeOf", { ...range, total: format.number(total) })}
      </output>
      <Group gap="xs">
        {page > 2 && (
          <Button variant="subtle" size="sm" onClick={() => onPage(1)}>
            {t(oldestFirst ? "orders.oldest" : "orders.firstPage")}
          </Button>
        )}
        <Button variant="default" size="sm" disabled={page === 1} onClick={() => onPage(page - 1)}>
          {t(oldestFirst ? "orders.older" : "orders.newer")}
        </Button>
        <Button variant="default" size="sm" disabled={!hasNext} onClick={() => onPage(page + 1)}>
          {t(oldestFirst ? "orders.newer" : "orders.older")}
        </Button>
      </Group>
    </nav>
  );
}
