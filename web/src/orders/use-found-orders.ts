import { findOrders, type Order, PointCheckoutError } from "pointcheckout-firebase-client";
import { useEffect, useState } from "react";
import { useStateOf } from "../shared/use-state-of.js";
import { useWorkspace } from "../workspace-context.js";

type Found = { orders: readonly Order[] | null; error: PointCheckoutError | null };

export type FoundOrders = Found & { searchAgain: () => void };

const NOTHING: Found = { orders: null, error: null };

/** What a search finds, once each time; nothing is asked for without a text. */
export function useFoundOrders(text: string): FoundOrders {
  const { connection } = useWorkspace();
  const [searches, setSearches] = useState(1);
  const [state, change] = useStateOf(`${searches} ${text}`, NOTHING);
  useEffect(() => {
    if (text === "") return undefined;
    let isWanted = true;
    findOrders(connection, text).then(
      (orders) => isWanted && change(() => ({ orders, error: null })),
      (error: unknown) => {
        if (isWanted && error instanceof PointCheckoutError) change(() => ({ orders: null, error }));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [connection, text, change]);
  return { ...state, searchAgain: () => setSearches((before) => before + 1) };
}
