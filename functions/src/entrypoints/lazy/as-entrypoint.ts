import { ConfigurationError } from "../../config.js";
import { openStores } from "../../connections.js";
import { reasonOf, withCleanErrors } from "../../shared/reason.js";

/** The platform logs what `work` throws, without an event: so what an alert counts is logged here. */
export const asEntrypoint = <T>(work: () => Promise<T>): Promise<T> =>
  withCleanErrors(async () => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ConfigurationError) {
        openStores().log.error("configuration.refused", { reason: reasonOf(error.message) }, error);
      }
      throw error;
    }
  });
