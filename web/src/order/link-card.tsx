import { Paper, Text, Title } from "@mantine/core";
import type { Order, OrderLink } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.js";
import { SharePanel } from "../share/share-panel.js";
import { useNow } from "../shared/use-now.js";
import classes from "./order.module.css";

/** The live link, while its payment is waited for. */
export function LinkCard({ order, link }: { order: Order; link: OrderLink }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(20_000);
  const expiresAt = link.expiresAt.toDate();
  if (order.status !== "PENDING") return null;
  return (
    <Paper withBorder radius="lg" className={classes.card} component="section">
      <div className={classes.waiting}>
        <span className={classes.pulse} aria-hidden />
        <div>
          <Title order={2} size="h5">
            {t("order.waiting")}
          </Title>
          <Text size="sm" c="dimmed">
            {expiresAt.getTime() > now
              ? t("order.expires", {
                  relative: format.relative(expiresAt, now),
                  date: format.date(expiresAt),
                })
              : t("order.justExpired")}
          </Text>
        </div>
      </div>
      <SharePanel order={order} link={link} />
    </Paper>
  );
}
