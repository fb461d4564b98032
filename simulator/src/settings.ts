/** How the vendor behaves where its documentation leaves room: a test has to be able to try each reading. */
export interface SettingValues {
  /** The decimal text that every checkout's answer carries as `cashAmount`. */
  readonly cashAmount: string;
  /** Whether a search page's `totalElements` is the number in all, or as documented the number in the page. */
  readonly totalElements: "all" | "page";
  /** How branches are listed: one envelope with an array, or as the description shows it an array of envelopes. */
  readonly branches: "envelope" | "envelopes";
  /** Decimal text: what refunds can be paid from, in whichever currency; null for enough. */
  readonly balance: string | null;
}

export const DEFAULT_SETTINGS: SettingValues = {
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
