import { TextInput, Title } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { exponentOf } from "../shared/currency.js";
import { toDecimal } from "../shared/money.js";
import type { LinkFormValues } from "./link-form.js";
import classes from "./new-link.module.css";
import { SearchSelect } from "./search-select.js";
import { addUp } from "./totals.js";

type Props = { form: UseFormReturnType<LinkFormValues>; currencies: readonly string[]; isIdFixed: boolean };

export function AmountFields({ form, currencies, isIdFixed }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, items, totals } = form.values;
  const offered = [...new Set([...currencies, form.getInitialValues().currency])];
  const exponent = exponentOf(currency);
  const isSum = items.length > 0;
  const { total } = addUp(items, totals, exponent);
  const amount = isSum
    ? {
        value: total === null ? "" : toDecimal({ minor: total, exponent }),
        readOnly: true,
        error: form.errors.amount,
      }
    : form.getInputProps("amount");
  return (
    <>
      <Title order={2} size="h5">
        {t("newLink.payment")}
      </Title>
      <div className={classes.amount}>
        <TextInput
          label={t("newLink.amount")}
          description={isSum ? t("newLink.amountIsSum") : t("newLink.decimals", { count: exponent })}
          inputMode="decimal"
          autoComplete="off"
          placeholder={toDecimal({ minor: 0, exponent })}
          dir="ltr"
          required
          size="md"
          {...amount}
        />
        <SearchSelect
          label={t("newLink.currency")}
          description={format.currencyName(currency)}
          data={offered.map((code) => ({ value: code, label: code }))}
          allowDeselect={false}
          required
          size="md"
          {...form.getInputProps("currency")}
        />
      </div>
      <TextInput
        label={t("newLink.description")}
        description={t("newLink.descriptionHint")}
        maxLength={1000}
        required
        dir="auto"
        {...form.getInputProps("description")}
      />
      <TextInput
        label={t("newLink.orderId")}
        description={t(isIdFixed ? "newLink.orderIdFixed" : "newLink.orderIdHint")}
        readOnly={isIdFixed}
        maxLength={100}
        required
        dir="ltr"
        autoComplete="off"
        {...form.getInputProps("orderId")}
      />
    </>
  );
}
