import { documentNameIn, restDocument } from "../../../../functions/test/support/cloud-event.js";
import { environment } from "../../../../functions/test/support/environment.js";
import { postEvent } from "../../../../functions/test/support/post-event.js";

const { firestoreHost, project } = environment;

export const eventPath = (orderId: string, sequence: number): string =>
  `orders/${orderId}/events/${String(sequence).padStart(6, "0")}`;

/**
 * Delivers an event's creation once more, the very same one: as Eventarc may, and the emulator never does.
 *
 * @returns the HTTP status: 204 done, 500 thrown (to be delivered again)
 */
export async function redeliverEvent(functionName: string, path: string): Promise<number> {
  const response = await fetch(`http://${firestoreHost}/v1/${documentNameIn(project, path)}`, {
    headers: { authorization: "Bearer owner" },
  });
  if (!response.ok) throw new Error(`${path} could not be read: ${await response.text()}`);
  const value = (await response.json()) as { createTime: string };
  return postEvent(functionName, {
    id: `created ${path}`,
    change: "created",
    path,
    time: value.createTime,
    data: { value },
  });
}

/**
 * Delivers the creation of an event that is not stored: the emulator does not deliver it as well, so that it is the
 * specs that decide which delivery is the first, and how many are at once.
 */
export function deliverEvent(path: string, type: string, to: string): Promise<number> {
  const time = "2026-03-01T08:00:00.000Z";
  const value = restDocument(project, path, { type, to }, time);
  return postEvent("fulfilOrder", { id: `created ${path}`, change: "created", path, time, data: { value } });
}

export const deliverPaid = (path: string): Promise<number> => deliverEvent(path, "order.paid", "PAID");
