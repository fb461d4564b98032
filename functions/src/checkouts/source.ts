/** What made us read the vendor; kept with every event. */
export const SOURCES = ["creation", "listener", "webhook", "sweep", "refresh", "audit", "operator"] as const;
export type Source = (typeof SOURCES)[number];

export const isVendorSource = (source: Source): boolean => source === "listener" || source === "webhook";
