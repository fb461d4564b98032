import { randomUUID } from "node:crypto";
import { stepsMs } from "../../config.js";
import { connect } from "../../connections.js";
import type { CreateLinkDependencies } from "../../orders/link/create-link.js";
import { linkSettings } from "../../orders/link/link-command.js";
import { timeFor } from "../../shared/time-for.js";

/** What a call needs that may make a link. @throws ConfigurationError */
export function linkDependencies(): CreateLinkDependencies {
  const { config, ...deps } = connect();
  return { ...deps, ...timeFor(stepsMs(config)), settings: linkSettings(config), newLeaseId: randomUUID };
}
