import { STATUS_OF_OTHERS } from "./content-editor.js";
import { flat, plain } from "./documents.js";
import { repeatedly } from "./repeatedly.js";

/** An order as it was read at one moment. */
export type Version = {
  updateTime: string;
  /** Ours: a status of others counts as the one before. */
  status: string;
  paidAt: string | null;
  /** Each attempt's status, by checkout id. */
  attempts: Record<string, string>;
};

const EVERY_MS = 400;

/** Reads all orders at an interval and keeps each version that it sees, as an app on screen would show it. */
export class Witness {
  private readonly versions = new Map<string, Version[]>();
  stop = async (): Promise<void> => undefined;

  constructor(private readonly firestore: FirebaseFirestore.Firestore) {}

  start(): void {
    // The next read makes up for one that fails.
    this.stop = repeatedly(EVERY_MS, () => this.look().catch(() => undefined));
  }

  versionsOf = (orderId: string): readonly Version[] => this.versions.get(orderId) ?? [];

  statusOf = (orderId: string): string | undefined => this.versions.get(orderId)?.at(-1)?.status;

  async look(): Promise<void> {
    const { docs } = await this.firestore.collection("orders").get();
    for (const document of docs) {
      const seen = this.versions.get(document.id) ?? [];
      this.versions.set(document.id, seen);
      const updateTime = plain(document.updateTime) as string;
      if (seen.at(-1)?.updateTime === updateTime) continue;
      const { status: shown, paidAt, attempts } = flat(document.data());
      const status = shown === STATUS_OF_OTHERS ? (seen.at(-1)?.status ?? shown) : shown;
      const statuses = Object.entries(attempts ?? {}).map(([id, attempt]) => [id, attempt.status]);
      seen.push({ updateTime, status, paidAt: paidAt ?? null, attempts: Object.fromEntries(statuses) });
    }
  }
}
