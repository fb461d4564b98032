/** How the vendor behaves where its documentation allows several readings. */
export interface SettingValues {
  /** Decimal text: the `cashAmount` of every checkout's answer. */
  readonly cashAmount: string;
  /** Whether a search page's `totalElements` counts all checkouts, or as documented those in the page. */
  readonly totalElements: "all" | "page";
  /** How branches are listed: one envelope with an array, or as documented an array of envelopes. */
  readonly branches: "envelope" | "envelopes";
  /** Decimal text: the balance that refunds are paid from, in whichever currency; null for enough. */
  readonly balance: string | null;
}

const DEFAULT_SETTINGS: SettingValues = {
  cashAmount: "0",
  totalElements: "all",
  branches: "envelope",
  balance: null,
};

export class Settings {
  #values = DEFAULT_SETTINGS;

  get values(): SettingValues {
    return this.#values;
  }

  change(some: Partial<SettingValues>): void {
    this.#values = { ...this.#values, ...some };
  }

  clear(): void {
    this.#values = DEFAULT_SETTINGS;
  }
}
