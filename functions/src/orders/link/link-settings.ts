import type { Config } from "../../config.js";
import type { LinkSettings } from "./link-command.js";

/** How long a crashed creation's lease outlives the function that held it; ms. */
const LEASE_MARGIN_MS = 30_000;

/** The part of a deployment's settings that creation depends on. */
export function linkSettings(config: Config): LinkSettings {
  const { requestIdPrefix, defaultExpiresIn, livemode, maximumMinor, isAllowedLink, callTimeoutMs } = config;
  const leaseMs = callTimeoutMs + LEASE_MARGIN_MS;
  return { requestIdPrefix, defaultExpiresIn, livemode, maximumMinor, isAllowedLink, leaseMs };
}
