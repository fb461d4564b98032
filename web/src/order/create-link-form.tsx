import { Text } from "@mantine/core";
import { createPaymentLink } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { useWorkspace } from "../workspace-context.js";
import { ConfirmForm, sayDone } from "./confirm-form.js";
import type { ActionFormProps } from "./order-actions.js";
import { useAction } from "./use-action.js";

export function CreateLinkForm({ order, onDone }: ActionFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { connection } = useWorkspace();
  const { run, isRunning, error } = useAction(order.orderId);
  const create = async () => {
    if (!(await run(() => createPaymentLink(connection, { orderId: order.orderId })))) return;
    sayDone(t("done.createLink"));
    onDone();
  };
  return (
    <ConfirmForm
      submit={t("action.createLink")}
      isRunning={isRunning}
      error={error}
      onSubmit={() => void create()}
      onClose={onDone}
    >
      <Text size="sm">{t("ask.createLink", { amount: format.money(order.amount) })}</Text>
    </ConfirmForm>
  );
}
