import type { ListenerDependencies } from "./provider-listener.js";

/** Emulated listeners miss a change now and then, and a read costs nothing there. */
export const listeningPace = (emulated: boolean): Pick<ListenerDependencies, "rereadMs" | "retryMs"> =>
  emulated ? { rereadMs: 2_000, retryMs: 1_000 } : { rereadMs: 300_000, retryMs: 15_000 };
