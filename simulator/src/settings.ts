import { z } from "zod";
import { decimalField } from "./fields.js";

/** How the vendor behaves where its documentation allows several readings, or says nothing. */
export const settingsChange = z.strictObject({
  cashAmount: decimalField.exactOptional(),
  /** Whether a search page's `totalElements` counts all checkouts, or as documented those in the page. */
  totalElements: z.enum(["all", "page"], "must be all or page").exactOptional(),
  /** How branches are listed: one envelope with an array, or as documented an array of envelopes. */
  branches: z.enum(["envelope", "envelopes"], "must be envelope or envelopes").exactOptional(),
  /** The balance that refunds are paid from, in whichever currency; null for enough. */
  balance: decimalField.nullable().exactOptional(),
});

type SettingsChange = Readonly<z.output<typeof settingsChange>>;

const DEFAULT_SETTINGS: Required<SettingsChange> = {
  cashAmount: "0",
  totalElements: "all",
  branches: "envelope",
  balance: null,
};

export class Settings {
  values = DEFAULT_SETTINGS;

  change(some: SettingsChange): void {
    this.values = { ...this.values, ...some };
  }

  clear(): void {
    this.values = DEFAULT_SETTINGS;
  }
}
