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
