import { logger } from "firebase-functions";
import { onDocumentCreated } from "firebase-functions/v2/firestore";
import { FirestoreClaimStore } from "./claim-store.js";
import { functionOptions, LEASE_MS, mailSecrets, readMailSettings, readSettings } from "./config.js";
import { doOnce } from "./do-once.js";
import { openFirestore } from "./firestore.js";
import type { Fulfilment } from "./fulfilment.js";
import { FirestoreFulfilmentStore } from "./fulfilment-store.js";
import { readOrderEvent, shownOrderId } from "./order-event.js";
import { isAlarming } from "./plan-fulfilment.js";
import { sendMail } from "./send-mail.js";
import { settleFulfilment } from "./settle-fulfilment.js";

/** Serves a customer once for each paid order, and stops when the money goes back. Delivered at least once. */
export const fulfilOrder = onDocumentCreated(
  { ...functionOptions, secrets: mailSecrets },
  async ({ data: document }) => {
    const event = document && readOrderEvent(document);
    if (!event) return;
    const store = new FirestoreFulfilmentStore(openFirestore());
    const { outcome, fulfilment } = await settleFulfilment(store, event, readSettings());
    const { orderId, path, type } = event;
    const { state, reason } = fulfilment;
    const isError = isAlarming(event, fulfilment);
    logLine(isError, `fulfilment.${outcome}`, { orderId, path, type, state, reason });
    // Also of an event that was delivered before: the e-mail may not have been sent then.
    if (fulfilment.paidEvent === path && state === "ready") await confirmByMail(fulfilment, path);
  },
);

async function confirmByMail({ orderId, email }: Fulfilment, key: string): Promise<void> {
  const settings = readMailSettings();
  if (!settings || !email) return;
  const mail = {
    to: email,
    subject: `Your order ${shownOrderId(orderId)}`,
    text: `Thank you: your order ${shownOrderId(orderId)} is paid. We are preparing it.`,
  };
  const claims = new FirestoreClaimStore(openFirestore());
  const outcome = await doOnce(claims, key, LEASE_MS, () => sendMail(settings, mail, key));
  logLine(outcome === "refused", `mail.${outcome}`, { orderId, path: key });
}

/** `event` is the line's stable name: to the message of an error, Cloud Logging's library adds a stack. */
function logLine(isError: boolean, event: string, fields: Record<string, string | null>): void {
  logger[isError ? "error" : "info"](event, { event, ...fields });
}
