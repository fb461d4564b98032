import {
  type OrderFilter,
  type OrderPage,
  onOrders,
  type PointCheckoutError,
} from "pointcheckout-firebase-client";
import { useEffect } from "react";
import { useStateOf } from "../shared/use-state-of.js";
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
  const [state, change] = useStateOf(filter, NOTHING);
  useEffect(
    () =>
      onOrders(
        connection,
        filter,
        (page, { isStale }) => change(() => ({ page, isStale, error: null })),
        (error) => change((before) => ({ ...before, error })),
      ),
    [connection, filter, change],
  );
  return state;
}
