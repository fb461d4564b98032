import { Button, Group, Stack } from "@mantine/core";
import type { PointCheckoutError } from "pointcheckout-firebase-client";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "../shared/notify.js";
import { ProblemMessage } from "../shared/problem-message.js";

type Props = {
  children: ReactNode;
  submit: string;
  isRunning: boolean;
  isDangerous?: boolean;
  error: PointCheckoutError | null;
  onSubmit: () => void;
  onClose: () => void;
};

/** The frame of every action's dialog: what it asks, what went wrong, and two buttons. */
export function ConfirmForm({ children, submit, isRunning, isDangerous, error, onSubmit, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack>
        {children}
        {error && <ProblemMessage error={error} />}
        <Group justify="flex-end">
          {/* A second press of the key that opened the dialog closes it, and does nothing. */}
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("actions.close")}
          </Button>
          <Button type="submit" loading={isRunning} {...(isDangerous && { color: "red" })}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export const sayDone = (message: string) => notify({ message, color: "green", autoClose: 6_000 });
