import { Text, Title } from "@mantine/core";
import type { NumberedEvent } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import type { Language } from "../i18n/i18n.js";
import { useFormat } from "../i18n/use-format.js";
import { useWorkspace } from "../workspace-context.js";
import { eventAmount } from "./event-amount.js";
import { eventDetail } from "./event-detail.js";
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
          <bdi>{eventDetail(event, t, i18n.language as Language) ?? detail}</bdi>
        </p>
      )}
    </li>
  );
}
