import type { OrderStatus } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import classes from "./status-chip.module.css";

type Tone = "quiet" | "waiting" | "attention" | "good" | "bad" | "returned";

const TONES: Record<OrderStatus, Tone> = {
  DRAFT: "quiet",
  CREATING: "quiet",
  PENDING: "waiting",
  AUTHORIZED: "attention",
  PENDING_CONFIRMATION: "attention",
  PAID: "good",
  FAILED: "bad",
  CANCELLED: "quiet",
  EXPIRED: "quiet",
  REFUNDED: "returned",
  PARTIALLY_REFUNDED: "returned",
  CHARGEBACK: "bad",
};

export function StatusChip({ status, size = "md" }: { status: OrderStatus; size?: "md" | "lg" }) {
  const { t } = useTranslation();
  return (
    <span className={classes.chip} data-tone={TONES[status]} data-size={size} data-status={status}>
      {t(`status.${status}`)}
    </span>
  );
}
