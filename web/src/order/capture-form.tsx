import { Text, TextInput } from "@mantine/core";
import { capturePayment } from "pointcheckout-firebase-client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { useWorkspace } from "../workspace-context.js";
import { ConfirmForm, sayDone } from "./confirm-form.js";
import type { ActionFormProps } from "./order-actions.js";
import { useAction } from "./use-action.js";

export function CaptureForm({ order, onDone }: ActionFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { connection } = useWorkspace();
  const { run, isRunning, error } = useAction(order.orderId);
  const [paymentId, setPaymentId] = useState("");
  // Only a webhook names the payment; without one the clerk copies its id from the vendor's portal.
  const needsId = error?.code === "failed-precondition" || paymentId !== "";
  const authorized = Object.values(order.payment.attempts).find(({ status }) => status === "AUTHORIZED");
  const capture = async () => {
    const given = paymentId.trim();
    const { orderId } = order;
    const done = await run(() => capturePayment(connection, { orderId, ...(given && { paymentId: given }) }));
    if (!done) return;
    sayDone(t("done.capture"));
    onDone();
  };
  return (
    <ConfirmForm
      submit={t("action.capture")}
      isRunning={isRunning}
      error={error}
      onSubmit={() => void capture()}
      onClose={onDone}
    >
      <Text size="sm">{t("ask.capture", { amount: format.money(authorized?.amount ?? order.amount) })}</Text>
      {needsId && (
        <TextInput
          label={t("ask.paymentId")}
          description={t("ask.paymentIdHint")}
          dir="ltr"
          value={paymentId}
          onChange={(event) => setPaymentId(event.currentTarget.value)}
        />
      )}
    </ConfirmForm>
  );
}
