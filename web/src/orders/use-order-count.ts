import { countOrders, type OrderFilter } from "pointcheckout-firebase-client";
import { useEffect } from "react";
import { useStateOf } from "../shared/use-state-of.js";
import { useWorkspace } from "../workspace-context.js";

/**
 * How many orders a filter lets through; null while that is not known.
 *
 * @param shown which of them are shown: they are counted again when these are others; null while it need not be known
 */
export function useOrderCount(filter: OrderFilter, shown: string | null): number | null {
  const { connection } = useWorkspace();
  const [count, change] = useStateOf<number | null>(filter, null);
  useEffect(() => {
    if (shown === null) return undefined;
    let isWanted = true;
    // The list itself says what is wrong; it works without a count.
    countOrders(connection, filter).then(
      (found) => isWanted && change(() => found),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [connection, filter, shown, change]);
  return count;
}
