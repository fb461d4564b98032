import { Button, Group } from "@mantine/core";
import { RefreshCw } from "lucide-react";
import { type Order, refreshOrder } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { canEditDraft } from "../new-link/draft-values.js";
import { orderPath } from "../orders/order-path.js";
import { notify } from "../shared/notify.js";
import { ProblemMessage } from "../shared/problem-message.js";
import { useWorkspace } from "../workspace-context.js";
import classes from "./order.module.css";
import { type Action, actionsOf } from "./order-actions.js";
import { useAction } from "./use-action.js";

/** What an order in its status waits for. */
const MAIN: readonly Action[] = ["createLink", "capture"];

type Props = { order: Order; onChoose: (action: Action) => void };

export function ActionBar({ order, onChoose }: Props) {
  const { t } = useTranslation();
  const { connection } = useWorkspace();
  const { run, isRunning, error } = useAction(order.orderId);
  const actions = actionsOf(order);

  const refresh = async () => {
    const looked = await run(() => refreshOrder(connection, { orderId: order.orderId }));
    if (looked)
      notify({
        message: t(looked.isFresh ? "order.isFresh" : "order.isNotFresh"),
        autoClose: 5_000,
      });
  };

  return (
    <div className={classes.actions}>
      <Group gap="xs" justify="flex-end">
        {canEditDraft(order) && (
          <Button component={Link} to={`${orderPath(order.orderId)}/edit`} variant="default">
            {t("action.edit")}
          </Button>
        )}
        {actions.map((action) =>
          action === "refresh" ? (
            <Button
              key={action}
              variant="subtle"
              leftSection={<RefreshCw size={16} />}
              loading={isRunning}
              onClick={() => void refresh()}
            >
              {t("action.refresh")}
            </Button>
          ) : (
            <Button
              key={action}
              variant={MAIN.includes(action) ? "filled" : "default"}
              onClick={() => onChoose(action)}
            >
              {t(`action.${action}`)}
            </Button>
          ),
        )}
      </Group>
      {error && <ProblemMessage error={error} />}
    </div>
  );
}
