/** How the vendor behaves where its documentation leaves room: a test has to be able to try each reading. */
export interface SettingValues {
  /** The decimal text that every checkout's answer carries as `cashAmount`. */
  readonly cashAmount: string;
}

export const DEFAULT_SETTINGS: SettingValues = { cashAmount: "0" };

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
