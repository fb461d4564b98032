import { findOrders, type Order, PointCheckoutError } from "pointcheckout-firebase-client";
import { useEffect, useState } from "react";
import { useWorkspace } from "../workspace-context.js";

export type FoundOrders = { orders: readonly Order[] | null; error: PointCheckoutError | null };

const NOTHING: FoundOrders = { orders: null, error: null };

/** What a search finds, once; nothing is asked for without a text. */
export function useFoundOrders(text: string): FoundOrders {
  const { connection } = useWorkspace();
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    setState(NOTHING);
    if (text === "") return undefined;
    let isWanted = true;
    findOrders(connection, text).then(
      (orders) => isWanted && setState({ orders, error: null }),
      (error: unknown) => {
        if (isWanted && error instanceof PointCheckoutError) setState({ orders: null, error });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [connection, text]);
  return state;
}
