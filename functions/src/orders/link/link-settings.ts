import type { Config } from "../../config.js";
import type { LinkSettings } from "./link-command.js";

/** How much longer a lease lasts than the function that holds it; ms. */
const LEASE_MARGIN_MS = 30_000;

export function linkSettings(config: Config): LinkSettings {
  const { requestIdPrefix, defaultExpiresIn, livemode, maximumMinor, isAllowedLink, callTimeoutMs } = config;
  const leaseMs = callTimeoutMs + LEASE_MARGIN_MS;
  return { requestIdPrefix, defaultExpiresIn, livemode, maximumMinor, isAllowedLink, leaseMs };
}
