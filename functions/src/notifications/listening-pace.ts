import type { ListenerDependencies } from "./provider-listener.js";

/**
 * How often a listener looks besides listening, and how soon it listens again. On a laptop a read costs nothing, and
 * the emulator's listeners miss a change now and then.
 */
export const listeningPace = (emulated: boolean): Pick<ListenerDependencies, "rereadMs" | "retryMs"> =>
  emulated ? { rereadMs: 2_000, retryMs: 1_000 } : { rereadMs: 300_000, retryMs: 15_000 };
