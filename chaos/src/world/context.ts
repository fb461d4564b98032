import type { App } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";
import { vendorAt } from "../../../functions/test/support/vendor-at.js";
import { callScheduled } from "../../../scripts/lib/scheduler.js";
import type { Environment } from "../environment.js";
import { Callables } from "./callables.js";
import { Connections } from "./connections.js";
import { ContentEditor } from "./content-editor.js";
import { Forger } from "./forger.js";
import { MovedClock } from "./moved-clock.js";
import { Witness } from "./witness.js";

/** Something that a customer or the vendor's portal did to a link. */
export type Action = {
  readonly orderId: string;
  readonly checkoutId: string;
  readonly move: string;
  /** ms since the epoch, just before it was sent. */
  readonly at: number;
};

/** Longer than any scheduled function may run here; ms. */
const SCHEDULE_MS = 100_000;

export type Context = ReturnType<typeof createContext>;

export function createContext({ simulatorUrl, urlOf, project, webhookSecret }: Environment, app: App) {
  const firestore = getFirestore(app);
  const simulator = vendorAt(simulatorUrl);
  const clock = new MovedClock(simulator);
  const connections = new Connections();
  return {
    firestore,
    simulator,
    clock,
    callables: new Callables(urlOf, project, connections),
    /** Stands in for Cloud Scheduler, which has no emulator, with a clock that may be ahead of the real one. */
    runSchedule: (name: string): Promise<void> =>
      // It fails when its process is killed, or the function throws.
      callScheduled(urlOf(name), clock.now(), connections.signal(SCHEDULE_MS)).catch(() => undefined),
    connections,
    witness: new Witness(firestore),
    forger: new Forger({ url: urlOf("pointcheckoutWebhook"), secret: webhookSecret }),
    editor: new ContentEditor(firestore),
    actions: [] as Action[],
  };
}
