import { Checkbox, Group, TextInput, Title } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { LinkFormValues } from "./link-form.js";
import classes from "./new-link.module.css";

export function CustomerFields({ form }: { form: UseFormReturnType<LinkFormValues> }) {
  const { t } = useTranslation();
  return (
    <>
      <Title order={2} size="h5">
        {t("newLink.customer")}
      </Title>
      <div className={classes.pair}>
        <TextInput
          label={t("newLink.firstName")}
          autoComplete="off"
          dir="auto"
          {...form.getInputProps("customer.firstName")}
        />
        <TextInput
          label={t("newLink.lastName")}
          autoComplete="off"
          dir="auto"
          {...form.getInputProps("customer.lastName")}
        />
        <TextInput
          label={t("newLink.phone")}
          description={t("newLink.phoneHint")}
          type="tel"
          autoComplete="off"
          dir="ltr"
          {...form.getInputProps("customer.phone")}
        />
        <TextInput
          label={t("newLink.email")}
          description={t("newLink.emailHint")}
          type="email"
          autoComplete="off"
          dir="ltr"
          {...form.getInputProps("customer.email")}
        />
      </div>
      <Group gap="xl">
        <Checkbox label={t("newLink.sendSms")} {...form.getInputProps("sendSms", { type: "checkbox" })} />
        <Checkbox label={t("newLink.sendEmail")} {...form.getInputProps("sendEmail", { type: "checkbox" })} />
      </Group>
    </>
  );
}
