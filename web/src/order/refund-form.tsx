import { Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { isOver } from "../shared/call-end.js";
import { decimalProblem, toDecimal, toMinor } from "../shared/money.js";
import { useWorkspace } from "../workspace-context.js";
import { newReferenceId } from "./begun-refund.js";
import { ConfirmForm } from "./confirm-form.js";
import type { ActionFormProps } from "./order-actions.js";
import { refundablesOf } from "./order-actions.js";
import { useRefund } from "./use-refund.js";

export function RefundForm({ order, onDone }: ActionFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { role } = useWorkspace();
  const refund = useRefund(order.orderId);
  const refundables = refundablesOf(order);
  const [checkoutId, setCheckoutId] = useState(refundables[0]?.checkoutId ?? "");
  const [isFull, setFull] = useState(true);
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const [hasTried, setTried] = useState(false);
  // A repeated attempt is the same refund; another one only while every attempt so far was certainly refused.
  const [referenceId, setReferenceId] = useState(newReferenceId);
  const mayBeMade = useRef(false);
  const chosen = refundables.find((one) => one.checkoutId === checkoutId);
  if (!chosen) return <Text>{t("ask.nothingToRefund")}</Text>;

  const { remaining } = chosen;
  const minor = isFull ? remaining.minor : toMinor(amount, remaining.exponent);
  const amountProblem =
    minor === null || minor <= 0
      ? t(`newLink.problems.${decimalProblem(amount, remaining.exponent) ?? "amount"}`)
      : minor > remaining.minor
        ? t("ask.tooMuch", { amount: format.money(remaining) })
        : null;
  const reasonProblem = reason.trim() === "" ? t("newLink.problems.required") : null;
  const fieldError = (path: string) => refund.error?.fields.find((field) => field.path === path)?.message;

  const give = async () => {
    setTried(true);
    if (amountProblem || reasonProblem || minor === null) return;
    const given = toDecimal({ minor, exponent: remaining.exponent });
    const end = await refund.begin({ referenceId, amount: given, reason: reason.trim(), checkoutId });
    if (end === "answered") onDone();
    if (end === "unknown") mayBeMade.current = true;
    if (isOver(end, mayBeMade.current)) setReferenceId(newReferenceId());
  };

  return (
    <ConfirmForm
      submit={
        minor !== null && minor > 0
          ? t("ask.refundAmount", { amount: format.money({ ...remaining, minor }) })
          : t("action.refund")
      }
      isDangerous
      isRunning={refund.isRunning}
      error={refund.error}
      onSubmit={() => void give()}
      onClose={onDone}
    >
      {role === "staff" && <Text size="sm">{t("ask.refundLimit")}</Text>}
      {refundables.length > 1 && (
        <Select
          label={t("ask.whichPayment")}
          data={refundables.map((one) => ({
            value: one.checkoutId,
            label: `${one.checkoutId} · ${format.money(one.remaining)}`,
          }))}
          allowDeselect={false}
          value={checkoutId}
          onChange={(value) => setCheckoutId(value ?? checkoutId)}
        />
      )}
      <Radio.Group
        label={t("ask.howMuch")}
        value={isFull ? "full" : "part"}
        onChange={(value) => setFull(value === "full")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="full" label={t("ask.refundFull", { amount: format.money(remaining) })} />
          <Radio value="part" label={t("ask.refundPart")} />
        </Stack>
      </Radio.Group>
      {!isFull && (
        <TextInput
          label={t("ask.refundHowMuch", { currency: remaining.currency })}
          description={t("ask.remaining", { amount: format.money(remaining) })}
          inputMode="decimal"
          dir="ltr"
          value={amount}
          error={(hasTried && amountProblem) || fieldError("amount")}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t("ask.reason")}
        description={t("ask.reasonHint")}
        maxLength={200}
        required
        dir="auto"
        value={reason}
        error={(hasTried && reasonProblem) || fieldError("reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmForm>
  );
}
