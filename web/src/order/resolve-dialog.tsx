import { Radio, Stack, TextInput } from "@mantine/core";
import { type Decision, decisionsOf, type ProblemCode, resolveProblem } from "pointcheckout-firebase-client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../shared/dialog.js";
import { useWorkspace } from "../workspace-context.js";
import { ConfirmForm, sayDone } from "./confirm-form.js";
import { useAction } from "./use-action.js";

type Props = { orderId: string; problem: ProblemCode; isOpen: boolean; onClose: () => void };

export function ResolveDialog({ orderId, problem, isOpen, onClose }: Props) {
  const { t } = useTranslation();
  const { connection } = useWorkspace();
  const { run, isRunning, error } = useAction(orderId);
  const decisions = decisionsOf(problem);
  const [decision, setDecision] = useState<Decision | undefined>(
    decisions.length === 1 ? decisions[0] : undefined,
  );
  const [note, setNote] = useState("");
  const [hasTried, setTried] = useState(false);
  const isRefund = decision === "refund_payment";
  const fieldError = (path: string) => error?.fields.find((field) => field.path === path)?.message;
  const required = (isMissing: boolean) => hasTried && isMissing && t("newLink.problems.required");

  const decide = async () => {
    setTried(true);
    if (!decision || note.trim() === "") return;
    const answer = await run(() =>
      resolveProblem(connection, { orderId, problem, decision, note: note.trim() }),
    );
    if (!answer) return;
    sayDone(t(answer.decided ? "done.resolve" : "done.resolvedBefore"));
    onClose();
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("problem.decide")}>
      <ConfirmForm
        submit={t("problem.decide")}
        isRunning={isRunning}
        error={error}
        onSubmit={() => void decide()}
        onClose={onClose}
      >
        <Radio.Group
          label={t("problem.decision")}
          value={decision ?? ""}
          error={required(!decision)}
          onChange={(value) => setDecision(decisions.find((one) => one === value))}
        >
          <Stack gap="xs" mt="xs">
            {decisions.map((one) => (
              <Radio key={one} value={one} label={t(`decisions.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={t("problem.note")}
          description={t(isRefund ? "ask.reasonHint" : "problem.noteHint")}
          maxLength={isRefund ? 200 : 500}
          required
          dir="auto"
          value={note}
          error={required(note.trim() === "") || fieldError("note")}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </ConfirmForm>
    </Dialog>
  );
}
