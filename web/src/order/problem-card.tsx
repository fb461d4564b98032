import { Alert, Button, Group, Text } from "@mantine/core";
import { decisionsOf, type Order, type ProblemCode } from "pointcheckout-firebase-client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../i18n/i18n.js";
import { useWorkspace } from "../workspace-context.js";
import classes from "./order.module.css";
import { PROBLEM_TEXTS } from "./problem-texts.js";
import { ResolveDialog } from "./resolve-dialog.js";

/** What is wrong with an order, and what to do about it; with the problem as its key, so that no decision outlives it. */
export function ProblemCard({ order, problem }: { order: Order; problem: ProblemCode }) {
  const { t, i18n } = useTranslation();
  const { role } = useWorkspace();
  const [isDeciding, setDeciding] = useState(false);
  const { meaning, todo } = PROBLEM_TEXTS[i18n.language as Language][problem];
  const isDecided = decisionsOf(problem).length > 0;
  return (
    <Alert color="red" title={meaning} data-problem={problem}>
      <Text size="sm" fw={600} component="span">
        {t("problem.todo")}
      </Text>
      <p className={classes.todo}>{todo}</p>
      {isDecided && role === "staff" && <p className={classes.todo}>{t("problem.adminDecides")}</p>}
      {isDecided && role === "admin" && (
        <Group mt="sm">
          <Button size="xs" color="red" onClick={() => setDeciding(true)}>
            {t("problem.decide")}
          </Button>
        </Group>
      )}
      <ResolveDialog
        orderId={order.orderId}
        problem={problem}
        isOpen={isDeciding}
        onClose={() => setDeciding(false)}
      />
    </Alert>
  );
}
