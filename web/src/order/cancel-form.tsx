import { Text, TextInput } from "@mantine/core";
import { cancelPaymentLink } from "pointcheckout-firebase-client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../workspace-context.js";
import { ConfirmForm, sayDone } from "./confirm-form.js";
import type { ActionFormProps } from "./order-actions.js";
import { useAction } from "./use-action.js";

export function CancelForm({ order: { orderId }, onDone }: ActionFormProps) {
  const { t } = useTranslation();
  const { connection } = useWorkspace();
  const { run, isRunning, error } = useAction(orderId);
  const [reason, setReason] = useState("");
  const cancel = async () => {
    const given = reason.trim();
    const done = await run(() => cancelPaymentLink(connection, { orderId, ...(given && { reason: given }) }));
    if (!done) return;
    const hasEnded = done.status === "EXPIRED" || done.status === "FAILED";
    sayDone(t(hasEnded ? "done.cancelEnded" : "done.cancel"));
    onDone();
  };
  return (
    <ConfirmForm
      submit={t("action.cancel")}
      isDangerous
      isRunning={isRunning}
      error={error}
      onSubmit={() => void cancel()}
      onClose={onDone}
    >
      <Text size="sm">{t("ask.cancel")}</Text>
      <TextInput
        label={t("ask.reasonOptional")}
        maxLength={500}
        dir="auto"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmForm>
  );
}
