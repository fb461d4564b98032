import { z } from "zod";
import { ERASED, type Subdocument } from "../../../functions/src/orders/store/order-store.js";
import { instantSchema, toIsoString } from "../../../functions/src/shared/instant.js";
import { maskText } from "./mask.js";
import { drawTable } from "./table.js";

const text = z.string().nullish().catch(null);
const eventSchema = z.object({
  type: z.string().catch("?"),
  from: text,
  to: text,
  at: instantSchema.nullish().catch(null),
  source: text,
  checkoutId: text,
  detail: text,
  by: text,
  note: text,
  visibility: text,
});

/** An event as it is shown; `at` in ISO 8601. */
type HistoryLine = Omit<z.infer<typeof eventSchema>, "at"> & { id: string; at: string | null };

/** An order's events, the oldest first. What an operator wrote is masked unless it is to be revealed. */
export function toHistory(beneath: readonly Subdocument[], reveal: boolean): HistoryLine[] {
  const events = beneath.filter(({ collection }) => collection === "events");
  return events.map(({ id, fields }) => {
    const { at, note, ...event } = eventSchema.parse(fields);
    const shown = note && !reveal && note !== ERASED ? maskText(note) : note;
    return { ...event, id, at: at ? toIsoString(at) : null, note: shown };
  });
}

const FIELDS: Readonly<Record<string, keyof HistoryLine>> = {
  "": "id",
  ...({ at: "at", type: "type", from: "from", to: "to", source: "source" } as const),
  ...({ checkout: "checkoutId", detail: "detail", by: "by", note: "note" } as const),
};

export function drawHistory(history: readonly HistoryLine[]): string {
  if (history.length === 0) return "no events";
  const rows = history.map((line) => Object.values(FIELDS).map((field) => line[field]));
  return drawTable(Object.keys(FIELDS), rows);
}
