import { Alert, Button, Group, Paper, Stack, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import {
  createPaymentLink,
  type Order,
  type OrderContentInput,
  PointCheckoutError,
  saveDraftOrder,
} from "pointcheckout-firebase-client";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { orderPath } from "../orders/order-path.js";
import { isOver, isUncertain } from "../shared/call-end.js";
import { ProblemMessage } from "../shared/problem-message.js";
import { useTitle } from "../shared/use-title.js";
import { useWorkspace } from "../workspace-context.js";
import { AddressFields } from "./address-fields.js";
import { AmountFields } from "./amount-fields.js";
import { forgetBegunLink, isBegunLink, keepBegunLink } from "./begun-link.js";
import { ConflictMessage } from "./conflict-message.js";
import { contentText } from "./content-text.js";
import { CustomerFields } from "./customer-fields.js";
import { ItemsFields } from "./items-fields.js";
import { findProblems, type LinkFormValues, shownPath, toContentInput } from "./link-form.js";
import classes from "./new-link.module.css";
import { OptionsFields } from "./options-fields.js";
import { ProblemText } from "./problem-text.js";
import { proposeOrderId } from "./propose-order-id.js";
import { type Conflict, useStoredOrder } from "./use-stored-order.js";

type Purpose = "link" | "draft";

type Props = {
  title: string;
  initialValues: LinkFormValues;
  onChange?: (values: LinkFormValues) => void;
  /** The draft that is edited, as it was when the form was opened. */
  draft?: Order;
  /** The same draft as it is now. */
  heard?: Order | null;
};

/** What is to be paid, by whom and how: to become a link, or a draft. */
export function ContentForm({ title, initialValues, onChange, draft, heard = null }: Props) {
  const { t } = useTranslation();
  useTitle(title);
  const navigate = useNavigate();
  const { connection, settings } = useWorkspace();
  const [error, setError] = useState<PointCheckoutError | null>(null);
  const [busyWith, setBusyWith] = useState<Purpose | null>(null);
  const [asked, setAsked] = useState<Purpose | null>(null);
  // What is sent changes the draft, too.
  const stored = useStoredOrder(initialValues.orderId, draft ?? null, busyWith ? null : heard);
  // A second click comes before the button is drawn as busy.
  const isSending = useRef(false);
  const formElement = useRef<HTMLFormElement>(null);
  const form = useForm<LinkFormValues>({
    initialValues,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(findProblems(values)).map(([path, problem]) => [
          path,
          <ProblemText key={path} problem={problem} />,
        ]),
      ),
    onValuesChange: (values) => onChange?.(values),
    onSubmitPreventDefault: "always",
  });

  const focusFirstError = () =>
    requestAnimationFrame(() =>
      formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );

  const report = (cause: unknown) => {
    if (!(cause instanceof PointCheckoutError)) throw cause;
    const shown = cause.fields.map(({ path, message }) => [shownPath(path), message] as const);
    form.setErrors(Object.fromEntries(shown.filter(([path]) => path !== null)));
    setError(cause);
    focusFirstError();
  };

  const write = async (input: OrderContentInput, purpose: Purpose) => {
    const { orderId } = input;
    const mayBeMade = isBegunLink(orderId);
    keepBegunLink(orderId);
    try {
      await (purpose === "link" ? createPaymentLink(connection, input) : saveDraftOrder(connection, input));
      forgetBegunLink(orderId);
      return true;
    } catch (cause) {
      const isRefused = cause instanceof PointCheckoutError && !isUncertain(cause);
      if (isOver(isRefused ? "refused" : "unknown", mayBeMade)) forgetBegunLink(orderId);
      report(cause);
      await stored.lookAgain(orderId);
      return false;
    }
  };

  const send = async (values: LinkFormValues, purpose: Purpose) => {
    if (isSending.current) return;
    isSending.current = true;
    setBusyWith(purpose);
    setAsked(purpose);
    setError(null);
    try {
      const input = toContentInput(values);
      const isWritten = (await stored.check(input.orderId)) && (await write(input, purpose));
      // Who has gone elsewhere meanwhile is not taken away from there.
      if (isWritten && formElement.current)
        await navigate(orderPath(input.orderId), { state: { isNew: purpose === "link" } });
    } catch (cause) {
      report(cause);
    } finally {
      isSending.current = false;
      setBusyWith(null);
    }
  };
  const submit = (purpose: Purpose) => form.onSubmit((values) => void send(values, purpose), focusFirstError);
  const conflict = stored.conflict?.order.orderId === form.values.orderId.trim() ? stored.conflict : null;
  const replace = (found: Conflict, purpose: Purpose) => {
    stored.accept(found);
    submit(purpose)();
  };
  const takeAnotherId = ({ order: { orderId } }: Conflict) => {
    forgetBegunLink(orderId);
    form.setFieldValue("orderId", proposeOrderId(new Date()));
  };
  const others = error?.fields.filter(({ path }) => shownPath(path) === null) ?? [];

  return (
    <form ref={formElement} noValidate onSubmit={submit("link")} className={classes.form}>
      <Title order={1} size="h2">
        {title}
      </Title>
      {conflict && (
        <ConflictMessage
          key={contentText(conflict.order)}
          conflict={conflict}
          onAnotherId={draft ? null : () => takeAnotherId(conflict)}
          onReplace={asked && (() => replace(conflict, asked))}
        />
      )}
      <Paper withBorder radius="lg" className={classes.section}>
        <AmountFields form={form} currencies={settings.currencies} isIdFixed={draft !== undefined} />
      </Paper>
      <Paper withBorder radius="lg" className={classes.section}>
        <CustomerFields form={form} />
        <AddressFields form={form} address="billingAddress" />
        <AddressFields form={form} address="deliveryAddress" />
      </Paper>
      <Paper withBorder radius="lg" className={classes.section}>
        <ItemsFields form={form} />
      </Paper>
      <Paper withBorder radius="lg" className={classes.section}>
        <OptionsFields form={form} />
      </Paper>
      <Stack gap="sm">
        {error && <ProblemMessage error={error} />}
        {others.map(({ path, message }) => (
          <Alert key={path + message} color="red" dir="auto" lang="en">
            {path ? `${path}: ${message}` : message}
          </Alert>
        ))}
        <Group>
          <Button type="submit" size="md" loading={busyWith === "link"} disabled={busyWith === "draft"}>
            {t("newLink.create")}
          </Button>
          <Button
            variant="default"
            size="md"
            loading={busyWith === "draft"}
            disabled={busyWith === "link"}
            onClick={() => submit("draft")()}
          >
            {t("newLink.saveDraft")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
