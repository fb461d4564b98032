import { Text, Title } from "@mantine/core";
import type { TFunction } from "i18next";
import { type NumberedEvent, PROBLEM_CODES } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import type { Language } from "../i18n/i18n.js";
import { useFormat } from "../i18n/use-format.js";
import { useWorkspace } from "../workspace-context.js";
import { eventAmount } from "./event-amount.js";
import { PROBLEM_TEXTS } from "./problem-texts.js";
import classes from "./timeline.module.css";

/** The order's history, the newest first. */
export function Timeline({ events }: { events: readonly NumberedEvent[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Title order={2} size="h5">
        {t("timeline.title")}
      </Title>
      {events.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("timeline.none")}
        </Text>
      )}
      <ol className={classes.timeline}>
        {events.toReversed().map((event) => (
          <Fact key={event.eventId} event={event} />
        ))}
      </ol>
    </>
  );
}

/** The sentence for an event's code; null where the code is an id, or says enough itself. */
function detailText({ type, detail }: NumberedEvent, t: TFunction, language: Language): string | null {
  if (type === "operation.refund_settled") {
    const state = REFUND_STATES.find((one) => one === detail);
    return state ? t(`refundState.${state}`) : null;
  }
  if (type !== "order.problem" && type !== "order.problem_resolved") return null;
  const problem = PROBLEM_CODES.find((code) => code === detail?.split(":")[0]);
  return problem ? PROBLEM_TEXTS[language][problem].meaning : null;
}

const REFUND_STATES = ["done", "refused", "unknown", "problem", "abandoned"] as const;

function Fact({ event }: { event: NumberedEvent }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { user } = useWorkspace();
  const { type, by, note, detail, source, at } = event;
  const amount = eventAmount(event);
  return (
    <li data-type={type} className={classes.fact}>
      <p className={classes.what}>
        {t(`events.${type}`)}
        {amount && <span className={classes.amount}>{format.money(amount)}</span>}
      </p>
      <p className={classes.when}>
        <time dateTime={at.toDate().toISOString()}>{format.exactDate(at.toDate())}</time>
        {" · "}
        {t(`sources.${source}`)}
        {by && (
          <>
            {" · "}
            {by === user.uid ? t("timeline.you") : <bdi>{by}</bdi>}
          </>
        )}
      </p>
      {note && (
        <p className={classes.note}>
          <bdi>{note}</bdi>
        </p>
      )}
      {detail && (
        <p className={classes.detail}>
          <bdi>{detailText(event, t, i18n.language as Language) ?? detail}</bdi>
        </p>
      )}
    </li>
  );
}
