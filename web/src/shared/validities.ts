/** Minutes that a link may be valid, as offered to clerks. */
export const VALIDITIES = [15, 60, 240, 1440, 4320, 10080] as const;
