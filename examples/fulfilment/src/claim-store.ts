import { FieldValue, type Firestore, Timestamp } from "firebase-admin/firestore";
import type { Claim, ClaimStore, Result } from "./do-once.js";
import { unlessLost } from "./firestore.js";

/** What was seen of a claim: its version, and Firestore's time of the read. */
type ClaimToken = { version: Timestamp | null; readTime: Timestamp };

/** Claims in `effects/{key}`. Leases are counted on Firestore's clock, because those of two machines differ. */
export class FirestoreClaimStore implements ClaimStore<ClaimToken> {
  constructor(private readonly firestore: Firestore) {}

  async read(key: string): Promise<Claim & { token: ClaimToken }> {
    const snapshot = await this.document(key).get();
    const token = { version: snapshot.updateTime ?? null, readTime: snapshot.readTime };
    if (snapshot.get("outcome")) return { state: "done", token };
    const until: unknown = snapshot.get("until");
    const isHeld = until instanceof Timestamp && until.toMillis() > snapshot.readTime.toMillis();
    return { state: isHeld ? "held" : "free", token };
  }

  async take(key: string, { version, readTime }: ClaimToken, leaseMs: number): Promise<ClaimToken | null> {
    const until = Timestamp.fromMillis(readTime.toMillis() + leaseMs);
    const fields = { key, until, tries: FieldValue.increment(1) };
    const written = await unlessLost(
      version === null
        ? this.document(key).create(fields)
        : this.document(key).update(fields, { lastUpdateTime: version }),
    );
    return written && { version: written.writeTime, readTime };
  }

  async release(key: string, { version, readTime }: ClaimToken): Promise<void> {
    if (version === null) return;
    await unlessLost(this.document(key).update({ until: readTime }, { lastUpdateTime: version }));
  }

  async finish(key: string, result: Result): Promise<void> {
    await this.document(key).update({ ...result, until: null, doneAt: FieldValue.serverTimestamp() });
  }

  private document(key: string) {
    return this.firestore.collection("effects").doc(encodeURIComponent(key));
  }
}
