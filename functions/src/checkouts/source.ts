/** Who or what made us look: kept with every event, so that a history explains itself. */
export const SOURCES = ["creation", "listener", "webhook", "sweep", "refresh", "audit", "operator"] as const;
export type Source = (typeof SOURCES)[number];

/** Told by the vendor, as opposed to a look that we took ourselves. */
export const isVendorSource = (source: Source): boolean => source === "listener" || source === "webhook";
