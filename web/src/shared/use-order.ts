import {
  type NumberedEvent,
  type Order,
  onOrder,
  onOrderEvents,
  PointCheckoutError,
} from "pointcheckout-firebase-client";
import { useEffect } from "react";
import { useWorkspace } from "../workspace-context.js";
import { useStateOf } from "./use-state-of.js";

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
    try {
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
    } catch (error) {
      // No order can have this id: an address may have been pasted along with a blank or a mark.
      if (!(error instanceof PointCheckoutError) || error.code !== "invalid-argument") throw error;
      return change((before) => ({ ...before, order: null }));
    }
  }, [connection, orderId, change]);
  return state;
}
