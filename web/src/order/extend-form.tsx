import { Select, Text } from "@mantine/core";
import { extendPaymentLink } from "pointcheckout-firebase-client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { VALIDITIES } from "../shared/validities.js";
import { useWorkspace } from "../workspace-context.js";
import { ConfirmForm, sayDone } from "./confirm-form.js";
import type { ActionFormProps } from "./order-actions.js";
import { useAction } from "./use-action.js";

export function ExtendForm({ order: { orderId, payment }, onDone }: ActionFormProps) {
  const { t } = useTranslation();
  const { connection } = useWorkspace();
  const { run, isRunning, error } = useAction(orderId);
  const [expiresIn, setExpiresIn] = useState("4320");
  const extend = async () => {
    const link = await run(() => extendPaymentLink(connection, { orderId, expiresIn: Number(expiresIn) }));
    if (!link) return;
    const isSame = link.checkoutId === payment.link?.checkoutId;
    sayDone(t(isSame ? "done.extendSame" : "done.extend"));
    onDone();
  };
  return (
    <ConfirmForm
      submit={t("action.extend")}
      isRunning={isRunning}
      error={error}
      onSubmit={() => void extend()}
      onClose={onDone}
    >
      <Text size="sm">{t("ask.extend")}</Text>
      <Select
        label={t("newLink.expiresIn")}
        data={VALIDITIES.map((minutes) => ({ value: String(minutes), label: t(`validity.m${minutes}`) }))}
        allowDeselect={false}
        value={expiresIn}
        onChange={(value) => setExpiresIn(value ?? "4320")}
      />
    </ConfirmForm>
  );
}
