import { Checkbox, Text, TextInput } from "@mantine/core";
import { sendPaymentLink } from "pointcheckout-firebase-client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../workspace-context.js";
import { ConfirmForm, sayDone } from "./confirm-form.js";
import type { ActionFormProps } from "./order-actions.js";
import { recipient } from "./recipient.js";
import { useAction } from "./use-action.js";

export function SendForm({ order: { orderId, customer, payment }, onDone }: ActionFormProps) {
  const { t } = useTranslation();
  const { connection } = useWorkspace();
  const { run, isRunning, error } = useAction(orderId);
  const storedPhone = customer?.phone ? `+${customer.phone}` : "";
  const storedEmail = customer?.email ?? "";
  const [bySms, setBySms] = useState(storedPhone !== "");
  const [byEmail, setByEmail] = useState(storedPhone === "");
  const [phone, setPhone] = useState(storedPhone);
  const [email, setEmail] = useState(storedEmail);
  const fieldError = (path: string) => error?.fields.find((field) => field.path === path)?.message;

  const send = async () => {
    const sent = await run(() =>
      sendPaymentLink(connection, {
        orderId,
        sms: recipient(bySms, phone, storedPhone),
        email: recipient(byEmail, email, storedEmail),
      }),
    );
    if (!sent) return;
    const isSame = sent.checkoutId === payment.link?.checkoutId;
    sayDone(t(isSame ? "done.sendSame" : sent.replaced ? "done.sendReplaced" : "done.send"));
    onDone();
  };
  return (
    <ConfirmForm
      submit={t("action.send")}
      isRunning={isRunning}
      error={error}
      onSubmit={() => void send()}
      onClose={onDone}
    >
      <Text size="sm">{t("ask.send")}</Text>
      <Checkbox
        label={t("ask.bySms")}
        checked={bySms}
        onChange={(event) => setBySms(event.currentTarget.checked)}
      />
      {bySms && (
        <TextInput
          label={t("newLink.phone")}
          description={t("newLink.phoneHint")}
          type="tel"
          dir="ltr"
          value={phone}
          error={fieldError("sms")}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
      )}
      <Checkbox
        label={t("ask.byEmail")}
        checked={byEmail}
        onChange={(event) => setByEmail(event.currentTarget.checked)}
      />
      {byEmail && (
        <TextInput
          label={t("newLink.email")}
          type="email"
          dir="ltr"
          value={email}
          error={fieldError("email")}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      )}
    </ConfirmForm>
  );
}
