import { ActionIcon, Button, TextInput, Title } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { exponentOf } from "../shared/currency.js";
import type { LinkFormValues } from "./link-form.js";
import classes from "./new-link.module.css";
import { addUp } from "./totals.js";

export function ItemsFields({ form }: { form: UseFormReturnType<LinkFormValues> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { items, totals, currency } = form.values;
  const exponent = exponentOf(currency);
  const sums = addUp(items, totals, exponent);
  const money = (minor: number | null | undefined) =>
    minor === null || minor === undefined ? "–" : format.money({ minor, currency, exponent });
  const add = () =>
    form.insertListItem("items", { key: crypto.randomUUID(), name: "", quantity: "1", unitprice: "" });

  return (
    <>
      <Title order={2} size="h5">
        {t("newLink.items")}
      </Title>
      {items.map(({ key }, index) => (
        <fieldset key={key} className={classes.item}>
          <legend className={classes.hidden}>{t("newLink.itemNumber", { number: index + 1 })}</legend>
          <TextInput
            label={t("newLink.itemName")}
            dir="auto"
            className={classes.itemName}
            {...form.getInputProps(`items.${index}.name`)}
          />
          <TextInput
            label={t("newLink.quantity")}
            inputMode="decimal"
            dir="ltr"
            {...form.getInputProps(`items.${index}.quantity`)}
          />
          <TextInput
            label={t("newLink.unitPrice")}
            inputMode="decimal"
            dir="ltr"
            {...form.getInputProps(`items.${index}.unitprice`)}
          />
          <span className={classes.lineTotal}>{money(sums.lines[index])}</span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            className={classes.remove}
            aria-label={t("newLink.removeItem", { number: index + 1 })}
            onClick={() => form.removeListItem("items", index)}
          >
            <Trash2 size={18} />
          </ActionIcon>
        </fieldset>
      ))}
      <Button variant="default" leftSection={<Plus size={16} />} onClick={add} className={classes.add}>
        {t("newLink.addItem")}
      </Button>
      {items.length > 0 && (
        <>
          <div className={classes.pair}>
            {(["tax", "shipping", "handling", "discount"] as const).map((name) => (
              <TextInput
                key={name}
                label={t(`newLink.${name}`)}
                inputMode="decimal"
                dir="ltr"
                {...form.getInputProps(`totals.${name}`)}
              />
            ))}
          </div>
          <output className={classes.sums}>
            <span>{t("newLink.subtotal")}</span>
            <span>{money(sums.subtotal)}</span>
            <strong>{t("newLink.total")}</strong>
            <strong>{money(sums.total)}</strong>
          </output>
        </>
      )}
    </>
  );
}
