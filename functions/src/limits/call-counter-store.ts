import { FieldValue, type Firestore, Timestamp } from "firebase-admin/firestore";

/** Calls of one user to one callable in the present window, this one included, and seconds until the window ends. */
export type Counted = { calls: number; secondsLeft: number };

/** Counts calls. Two simultaneous calls get different numbers, or both the higher one, but never both the lower one. */
export interface CallCounter {
  /**
   * Counts one call.
   *
   * @param meanwhile is called once the call is counted, while its number is read: work begun then delays nothing
   * @throws TooManyAtOnce
   */
  count(callable: string, uid: string, meanwhile?: () => void): Promise<Counted>;
}

/** So many calls of one user came at once that Firestore would not count them all. */
export class TooManyAtOnce extends Error {
  override readonly name = "TooManyAtOnce";
}

/** Windows follow each other: at the turn of two, a user may call twice as often for a moment. */
export const WINDOW_MS = 60_000;
/** When a counter may be deleted by Firestore's TTL policy, counted from its window's begin; ms. */
const KEPT_MS = 60 * 60_000;
const COLLECTION = "limits";
/** gRPC: too much contention on one document. Nobody but the user writes it. */
const ABORTED = 10;

/** The only code that knows `limits/*`: one document for each callable, minute and user. One write and one read a call. */
export class FirestoreCallCounter implements CallCounter {
  /** How far Firestore's clock is ahead of this process's, learnt from its answers; ms. */
  private aheadMs = 0;

  constructor(private readonly firestore: Firestore) {}

  async count(callable: string, uid: string, meanwhile?: () => void): Promise<Counted> {
    const window = Math.floor((Date.now() + this.aheadMs) / WINDOW_MS);
    // A uid may hold a slash.
    const id = `${callable}-${window}-${encodeURIComponent(uid)}`;
    const document = this.firestore.collection(COLLECTION).doc(id);
    const expiresAt = Timestamp.fromMillis(window * WINDOW_MS + KEPT_MS);
    // Written before it is read: a call that reads sees at least itself, and every call counted before.
    const { writeTime } = await document
      .set({ calls: FieldValue.increment(1), expiresAt }, { merge: true })
      .catch((error: unknown) => {
        if ((error as { code?: unknown }).code !== ABORTED) throw error;
        throw new TooManyAtOnce("calls could not be counted for contention", { cause: error });
      });
    this.aheadMs = writeTime.toMillis() - Date.now();
    const reading = document.get();
    meanwhile?.();
    const snapshot = await reading;
    const endMs = (window + 1) * WINDOW_MS;
    const secondsLeft = Math.max(1, Math.ceil((endMs - snapshot.readTime.toMillis()) / 1000));
    return { calls: Number(snapshot.get("calls")), secondsLeft };
  }
}
