import type { LimitFunction } from "p-limit";
import type { Callables } from "./callables.js";
import type { Connections } from "./connections.js";
import type { ContentEditor } from "./content-editor.js";
import type { Forger } from "./forger.js";
import type { MovedClock } from "./moved-clock.js";
import type { Schedules } from "./schedules.js";
import type { Simulator } from "./simulator.js";
import type { Witness } from "./witness.js";

/** Something that a customer or the vendor's portal did to a link. */
export type Action = {
  readonly orderId: string;
  readonly checkoutId: string;
  readonly move: string;
  /** ms since the epoch, just before it was sent. */
  readonly at: number;
};

/** Everything that a run works with. */
export type Context = {
  readonly firestore: FirebaseFirestore.Firestore;
  readonly simulator: Simulator;
  readonly callables: Callables;
  readonly schedules: Schedules;
  readonly connections: Connections;
  readonly clock: MovedClock;
  readonly witness: Witness;
  readonly forger: Forger;
  readonly editor: ContentEditor;
  /** Limits refreshes: each waits for a trigger, which needs one of the emulator's few workers, too. */
  readonly refreshing: LimitFunction;
  /** In the order in which they began. */
  readonly actions: Action[];
};
