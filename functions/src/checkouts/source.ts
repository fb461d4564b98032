/** What made us read the vendor, kept with every event; and whether the vendor itself told us. */
const IS_VENDOR = {
  creation: false,
  listener: true,
  webhook: true,
  sweep: false,
  refresh: false,
  audit: false,
  operator: false,
};
export type Source = keyof typeof IS_VENDOR;
export const SOURCES = Object.keys(IS_VENDOR) as Source[];
export const isVendorSource = (source: Source): boolean => IS_VENDOR[source];
