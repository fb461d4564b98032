import type { SweepDependencies } from "../../src/notifications/sweep.js";
import { silentLog } from "./silent-log.js";

/** What a sweep needs that has time enough, goes at full speed and says nothing, but for what is given. */
export const sweepDependencies = (
  given: Pick<SweepDependencies, "orders" | "pointcheckout"> & Partial<SweepDependencies>,
): SweepDependencies => ({
  settings: { limit: 10, paceMs: 0, livemode: false, isAllowedLink: () => true },
  log: silentLog,
  hasTimeLeft: () => true,
  sleep: () => Promise.resolve(),
  ...given,
});
