import { Alert, Button, Group, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { orderPath } from "../orders/order-path.js";
import { StatusChip } from "../orders/status-chip.js";
import { forgetBegunLink } from "./begun-link.js";
import { type Conflict, isReplaceable } from "./use-stored-order.js";

type Props = {
  conflict: Conflict;
  /** Null for a draft, which keeps its id. */
  onAnotherId: (() => void) | null;
  /** Null when the form has not been sent. */
  onReplace: (() => void) | null;
};

/** Says that the order is not what the form was filled in for, and how to go on. */
export function ConflictMessage({ conflict: { order, isBegun }, onAnotherId, onReplace }: Props) {
  const { t } = useTranslation();
  const { orderId, status } = order;
  const hint = isBegun ? "begunHint" : onAnotherId ? "existsHint" : "changedHint";
  const element = useRef<HTMLDivElement>(null);
  const isSent = onReplace !== null;
  // It stands above a long form. A second Enter must not act, so that no button has the focus; who still fills in the form
  // keeps it.
  useEffect(() => {
    if (isSent) element.current?.focus();
  }, [isSent]);
  return (
    <Alert
      ref={element}
      tabIndex={-1}
      color="red"
      variant="light"
      title={t(onAnotherId ? "newLink.conflict.exists" : "newLink.conflict.changed", { orderId })}
    >
      <StatusChip status={status} />
      <Text size="sm" mt="xs">
        {t(`newLink.conflict.${hint}`)}
      </Text>
      <Group mt="sm" gap="xs">
        <Button component={Link} to={orderPath(orderId)} size="xs" onClick={() => forgetBegunLink(orderId)}>
          {t("newLink.toOrder")}
        </Button>
        {onAnotherId && (
          <Button size="xs" variant="default" onClick={onAnotherId}>
            {t("newLink.conflict.anotherId")}
          </Button>
        )}
        {onReplace && isReplaceable(order) && (
          <Button size="xs" variant="default" onClick={onReplace}>
            {t("newLink.conflict.replace")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
