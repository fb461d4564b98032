import { PointCheckoutError, toPointCheckoutError } from "./pointcheckout-error.js";

/** Ends a listener; nothing is told after it. */
export type Unsubscribe = () => void;

/** Told each time a listener fails. It goes on by itself: what was told last stays true until something else is told. */
export type ErrorListener = (error: PointCheckoutError) => void;

/**
 * Without a first snapshot for so long, a listener is subscribed again. More than the ten seconds after which the SDK
 * takes a silent server for absent and tells what it has kept.
 */
const FIRST_SNAPSHOT_MS = 12_000;
/** The pause after the first failure; twice as long after each further one, up to the longest. */
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Listens until it is told to stop. Firestore ends a listener for good at its first error, an expired session or a
 * deployment of rules included; this one is subscribed again, later and later while nothing comes.
 */
export function keepListening<Snapshot extends { readonly metadata: { readonly fromCache: boolean } }>(
  subscribe: (next: (snapshot: Snapshot) => void, failed: (error: unknown) => void) => Unsubscribe,
  next: (snapshot: Snapshot) => void,
  onError: ErrorListener = () => {},
): Unsubscribe {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: Unsubscribe = () => {};

  const stop = () => {
    clearTimeout(timer);
    unsubscribe();
  };
  const begin = () => {
    timer = setTimeout(failed, FIRST_SNAPSHOT_MS, new PointCheckoutError("unreachable", "No answer."));
    try {
      unsubscribe = subscribe((snapshot) => {
        clearTimeout(timer);
        // What a persistent cache has kept is told before the server denies it, each time.
        if (!snapshot.metadata.fromCache) failures = 0;
        next(snapshot);
      }, failed);
    } catch (error) {
      // Firestore was closed.
      stop();
      throw toPointCheckoutError(error);
    }
  };
  const again = () => {
    try {
      begin();
    } catch (error) {
      onError(error as PointCheckoutError);
    }
  };
  const failed = (error: unknown) => {
    stop();
    timer = setTimeout(again, Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** failures));
    failures += 1;
    onError(toPointCheckoutError(error));
  };
  begin();
  return stop;
}
