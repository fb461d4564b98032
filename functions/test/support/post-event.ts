import { environment } from "./environment.js";

const { functionsUrl, project } = environment;

/** A document's change, as Eventarc delivers it to a trigger; documents are in REST form. */
export type DocumentEvent = {
  id: string;
  change: "created" | "updated";
  path: string;
  /** ISO 8601. An event without it would end the whole emulator. */
  time: string;
  data: { value: object; oldValue?: object };
};

/** A document's whole name in REST form. */
export const documentName = (path: string): string =>
  `projects/${project}/databases/(default)/documents/${path}`;

/**
 * Delivers a document's change to one function by hand. Unlike the emulator's own deliveries, these run at once.
 *
 * @returns the HTTP status: 200 done, 500 thrown (to be delivered again)
 */
export async function postEvent(functionName: string, event: DocumentEvent): Promise<number> {
  const { id, change, path, time, data } = event;
  const response = await fetch(
    `${functionsUrl}/functions/projects/${project}/triggers/us-central1-${functionName}-0`,
    {
      method: "POST",
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
    },
  );
  await response.text();
  return response.status;
}
