import { randomUUID } from "node:crypto";
import type { Timestamp } from "firebase-admin/firestore";

/** A document's change, as Eventarc delivers it to a trigger; documents are in REST form. */
export type DocumentEvent = {
  id: string;
  change: "created" | "updated";
  path: string;
  /** ISO 8601. An event without it would end the whole emulator. */
  time: string;
  data: { value: object; oldValue?: object };
};

export const documentNameIn = (project: string, path: string): string =>
  `projects/${project}/databases/(default)/documents/${path}`;

export const cloudEvent = (project: string, { id, change, path, time, data }: DocumentEvent) => ({
  headers: { "content-type": "application/cloudevents+json" },
  body: JSON.stringify({
    specversion: "1.0",
    id,
    type: `google.cloud.firestore.document.v1.${change}`,
    source: `//firestore.googleapis.com/projects/${project}/databases/(default)`,
    subject: `documents/${path}`,
    time,
    datacontenttype: "application/json",
    project,
    database: "(default)",
    namespace: "(default)",
    location: "us-central1",
    document: path,
    data,
  }),
});

/** A document in REST form. @param time of its only write, ISO 8601 */
export const restDocument = (project: string, path: string, content: object, time: string) => ({
  name: documentNameIn(project, path),
  fields: toFields(content),
  createTime: time,
  updateTime: time,
});

/** A touch of a checkout with this content. */
export function touchEvent(
  project: string,
  checkoutId: string,
  content: object,
  touchedAt: Timestamp,
): DocumentEvent {
  const path = `checkouts/${checkoutId}`;
  const time = exactly(touchedAt);
  const value = restDocument(project, path, content, time);
  return { id: randomUUID(), change: "updated", path, time, data: { value, oldValue: value } };
}

/** ISO 8601 to the nanosecond: a date would round a touch to a moment that it did not have. */
function exactly({ seconds, nanoseconds }: Timestamp): string {
  const [second] = new Date(seconds * 1000).toISOString().split(".");
  return `${second}.${String(nanoseconds).padStart(9, "0")}Z`;
}

function toFields(content: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => {
      if (value === null || value === undefined) return [name, { nullValue: null }];
      return [name, { [typeof value === "number" ? "integerValue" : "stringValue"]: String(value) }];
    }),
  );
}
