import { randomUUID } from "node:crypto";
import type { Timestamp } from "firebase-admin/firestore";
import { environment } from "./environment.js";
import { firestore } from "./firestore.js";

const { functionsUrl, project } = environment;

/**
 * Delivers a touch to `onCheckoutTouched` by hand, as Eventarc does again and at once where the emulator does neither.
 *
 * @param touchedAt the update's own time; the document's content is taken as it is now
 * @returns the HTTP status: 200 done, 500 thrown (to be delivered again)
 */
export async function redeliver(checkoutId: string, touchedAt: Timestamp, by = "webhook"): Promise<number> {
  const data = (await firestore.collection("checkouts").doc(checkoutId).get()).data();
  const orderId = String(data?.orderId);
  return deliver(checkoutId, { ...data, orderId, checkoutId, touchedBy: by }, touchedAt);
}

/** Delivers an update of a checkout whose content is given. */
export async function deliver(checkoutId: string, content: object, touchedAt: Timestamp): Promise<number> {
  const path = `checkouts/${checkoutId}`;
  const name = `projects/${project}/databases/(default)/documents/${path}`;
  const updateTime = touchedAt.toDate().toISOString();
  const value = { name, fields: toFields(content), createTime: updateTime, updateTime };
  const event = {
    specversion: "1.0",
    id: randomUUID(),
    type: "google.cloud.firestore.document.v1.updated",
    source: `//firestore.googleapis.com/projects/${project}/databases/(default)`,
    subject: `documents/${path}`,
    time: updateTime,
    datacontenttype: "application/json",
    project,
    database: "(default)",
    namespace: "(default)",
    location: "us-central1",
    document: path,
    data: { value, oldValue: value },
  };
  const response = await fetch(
    `${functionsUrl}/functions/projects/${project}/triggers/us-central1-onCheckoutTouched-0`,
    {
      method: "POST",
      headers: { "content-type": "application/cloudevents+json" },
      body: JSON.stringify(event),
    },
  );
  await response.text();
  return response.status;
}

function toFields(content: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => {
      if (value === null || value === undefined) return [name, { nullValue: null }];
      return [
        name,
        typeof value === "number" ? { integerValue: String(value) } : { stringValue: String(value) },
      ];
    }),
  );
}
