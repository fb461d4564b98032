import {
  type NumberedEvent,
  type Order,
  onOrder,
  onOrderEvents,
  type PointCheckoutError,
} from "pointcheckout-firebase-client";
import { useEffect, useState } from "react";
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
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    setState(NOTHING);
    const tell = (error: PointCheckoutError) => setState((before) => ({ ...before, error }));
    const stops = [
      onOrder(
        connection,
        orderId,
        (order, { isStale }) => setState((before) => ({ ...before, order, isStale, error: null })),
        tell,
      ),
      onOrderEvents(connection, orderId, (events) => setState((before) => ({ ...before, events })), tell),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [connection, orderId]);
  return state;
}
