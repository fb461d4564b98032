import { Button, Skeleton, Stack, Title } from "@mantine/core";
import type { Order } from "pointcheckout-firebase-client";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { orderPath, useOrderId } from "../orders/order-path.js";
import { NotFound } from "../shared/not-found.js";
import { ProblemMessage } from "../shared/problem-message.js";
import classes from "../shared/states.module.css";
import { useOrder } from "../shared/use-order.js";
import { ContentForm } from "./content-form.js";
import { canEditDraft, draftValues } from "./draft-values.js";

/** A saved draft in the form for a new link. */
export default function EditDraftScreen() {
  const orderId = useOrderId();
  return <EditDraft key={orderId} orderId={orderId} />;
}

function EditDraft({ orderId }: { orderId: string }) {
  const { t } = useTranslation();
  const { order, error } = useOrder(orderId);
  // As it was found: sending it changes the order before the form is left.
  const [found, setFound] = useState<Order | null>(null);
  useEffect(() => {
    if (order) setFound((before) => before ?? order);
  }, [order]);

  if (order === null) return <NotFound title={t("order.notFound", { orderId })} />;
  if (found === null)
    return error ? (
      <ProblemMessage error={error} isRetrying />
    ) : (
      <Stack component="output" aria-label={t("states.loading")}>
        <Skeleton height={64} radius="md" />
        <Skeleton height={220} radius="md" />
      </Stack>
    );
  if (!canEditDraft(found))
    return (
      <div className={classes.message}>
        <Title order={1} size="h3">
          {t("newLink.noDraft", { orderId })}
        </Title>
        <Button component={Link} to={orderPath(orderId)}>
          {t("newLink.toOrder")}
        </Button>
      </div>
    );
  return (
    <ContentForm
      title={t("newLink.editDraft")}
      initialValues={draftValues(found)}
      draft={found}
      heard={order ?? null}
    />
  );
}
