import {
  type NumberedEvent,
  type Order,
  onOrder,
  onOrderEvents,
  type PointCheckoutError,
} from "pointcheckout-firebase-client";
import { useEffect } from "react";
import { useStateOf } from "../shared/use-state-of.js";
import { useWorkspace } from "../workspace-context.js";

/** `order` is undefined until something was heard, and null when there is no such order. */
export type OrderState = {
  order: Order | null | undefined;
  events: readonly NumberedEvent[];
  isStale: boolean;
  error: PointCheckoutError | null;
};

const NOTHING: OrderState = { order: undefined, events: [], isStale: false, error: null };

/** An order and its history, as they change. */
export function useOrder(orderId: string): OrderState {
  const { connection } = useWorkspace();
  const [state, change] = useStateOf(orderId, NOTHING);
  useEffect(() => {
    const report = (error: PointCheckoutError) => change((before) => ({ ...before, error }));
    const stops = [
      onOrder(
        connection,
        orderId,
        (order, { isStale }) => change((before) => ({ ...before, order, isStale, error: null })),
        report,
      ),
      onOrderEvents(connection, orderId, (events) => change((before) => ({ ...before, events })), report),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [connection, orderId, change]);
  return state;
}
