import {
  type OrderFilter,
  type OrderPage,
  onOrders,
  type PointCheckoutError,
} from "pointcheckout-firebase-client";
import { useEffect, useState } from "react";
import { useWorkspace } from "../workspace-context.js";

/** `page` is null until something was heard; `error` is what the listener met last, until it is heard again. */
export type OrdersState = { page: OrderPage | null; isStale: boolean; error: PointCheckoutError | null };

const NOTHING: OrdersState = { page: null, isStale: false, error: null };

/**
 * A page of orders as they change.
 *
 * @param filter has to be the same object while it means the same
 */
export function useOrders(filter: OrderFilter): OrdersState {
  const { connection } = useWorkspace();
  const [heard, setHeard] = useState({ of: filter, state: NOTHING });
  useEffect(
    () =>
      onOrders(
        connection,
        filter,
        (page, { isStale }) => setHeard({ of: filter, state: { page, isStale, error: null } }),
        (error) =>
          setHeard((before) => ({
            of: filter,
            state: { ...(before.of === filter ? before.state : NOTHING), error },
          })),
      ),
    [connection, filter],
  );
  // What was heard of another filter must not pass for this one's page.
  return heard.of === filter ? heard.state : NOTHING;
}
