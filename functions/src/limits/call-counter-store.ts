import { FieldValue, type Firestore, Timestamp } from "firebase-admin/firestore";

/** In the present minute, this call included. */
export type Counted = { calls: number; secondsLeft: number };

/** Simultaneous calls never both get the lower number. */
export type CallCounter = Pick<FirestoreCallCounter, "count">;

/** At the turn of two windows, a user may call twice as often. */
const WINDOW_MS = 60_000;
/** Firestore's TTL policy may delete a counter so long after its window began; ms. */
const KEPT_MS = 60 * 60_000;
const COLLECTION = "limits";

export class FirestoreCallCounter {
  /** How far Firestore's clock is ahead of ours; ms. */
  private aheadMs = 0;

  constructor(private readonly firestore: Firestore) {}

  /** @param meanwhile called after the call is counted, while its number is read @throws Firestore's error */
  async count(callable: string, uid: string, meanwhile?: () => void): Promise<Counted> {
    const window = Math.floor((Date.now() + this.aheadMs) / WINDOW_MS);
    // A uid may hold a slash.
    const id = `${callable}-${window}-${encodeURIComponent(uid)}`;
    const document = this.firestore.collection(COLLECTION).doc(id);
    const expiresAt = Timestamp.fromMillis(window * WINDOW_MS + KEPT_MS);
    // Written first: a call that reads sees itself and every call counted before.
    const counted = { calls: FieldValue.increment(1), expiresAt };
    const { writeTime } = await document.set(counted, { merge: true });
    this.aheadMs = writeTime.toMillis() - Date.now();
    const reading = document.get();
    meanwhile?.();
    const snapshot = await reading;
    const endMs = (window + 1) * WINDOW_MS;
    const secondsLeft = Math.max(1, Math.ceil((endMs - snapshot.readTime.toMillis()) / 1000));
    return { calls: Number(snapshot.get("calls")), secondsLeft };
  }
}
