import { countOrders, type OrderFilter } from "pointcheckout-firebase-client";
import { useEffect } from "react";
import { useStateOf } from "../shared/use-state-of.js";
import { useWorkspace } from "../workspace-context.js";

/**
 * How many orders a filter lets through; null while that is not known.
 *
 * @param isAsked false while the first rows have not come: counting would delay them
 */
export function useOrderCount(filter: OrderFilter, isAsked: boolean): number | null {
  const { connection } = useWorkspace();
  const [count, change] = useStateOf<number | null>(filter, null);
  useEffect(() => {
    if (!isAsked) return undefined;
    let isWanted = true;
    // The list itself says what is wrong; it works without a count.
    countOrders(connection, filter).then(
      (found) => isWanted && change(() => found),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [connection, filter, isAsked, change]);
  return count;
}
