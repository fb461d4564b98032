import { Chip, Group, Input, Select, Title } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { PAYMENT_METHODS, type PaymentMethod } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { VALIDITIES } from "../shared/validities.js";
import { BranchSelect } from "./branch-select.js";
import type { LinkFormValues } from "./link-form.js";
import classes from "./new-link.module.css";

type Choice = { value: string; label: string };

/** With what a backend's draft has, and nobody could choose. */
const withDraft = (choices: Choice[], value: string, label: () => string): Choice[] =>
  value === "" || choices.some((choice) => choice.value === value)
    ? choices
    : [...choices, { value, label: label() }];

export function OptionsFields({ form }: { form: UseFormReturnType<LinkFormValues> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { expiresIn, language } = form.getInitialValues();
  const validities = VALIDITIES.map((minutes) => ({
    value: String(minutes),
    label: t(`validity.m${minutes}`),
  }));
  const languages = [
    { value: "en", label: "English" },
    { value: "ar", label: "العربية" },
  ];
  return (
    <>
      <Title order={2} size="h5">
        {t("newLink.options")}
      </Title>
      <div className={classes.triple}>
        <Select
          label={t("newLink.expiresIn")}
          data={[
            { value: "", label: t("newLink.usual") },
            ...withDraft(validities, expiresIn, () => format.minutes(Number(expiresIn))),
          ]}
          allowDeselect={false}
          {...form.getInputProps("expiresIn")}
        />
        <Select
          label={t("newLink.language")}
          data={[{ value: "", label: t("newLink.usual") }, ...withDraft(languages, language, () => language)]}
          allowDeselect={false}
          {...form.getInputProps("language")}
        />
        <BranchSelect {...form.getInputProps("branchId")} />
      </div>
      <Input.Wrapper
        label={t("newLink.methods")}
        description={t("newLink.methodsHint")}
        error={form.errors.allowedPaymentMethods}
        labelElement="div"
        role="group"
        aria-label={t("newLink.methods")}
      >
        <Chip.Group
          multiple
          value={form.values.allowedPaymentMethods}
          onChange={(methods) => form.setFieldValue("allowedPaymentMethods", methods as PaymentMethod[])}
        >
          <Group gap="xs" mt="xs">
            {PAYMENT_METHODS.map((method) => (
              <Chip key={method} value={method} variant="outline">
                {t(`methods.${method}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
    </>
  );
}
