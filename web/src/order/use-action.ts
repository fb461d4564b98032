import { PointCheckoutError, refreshOrder } from "pointcheckout-firebase-client";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isUncertain } from "../shared/call-end.js";
import { errorKey } from "../shared/error-key.js";
import { notify } from "../shared/notify.js";
import { useWorkspace } from "../workspace-context.js";

/** One call at a time. After an uncertain end the order is looked up, so that the screen shows what is true. */
export function useAction(orderId: string) {
  const { t } = useTranslation();
  const { connection } = useWorkspace();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<PointCheckoutError | null>(null);
  const running = useRef(false);
  const isOpen = useRef(false);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

  /** @returns what `work` gave; undefined when it failed, or another one is running */
  const run = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setRunning(true);
    setError(null);
    try {
      return await work();
    } catch (cause) {
      if (!(cause instanceof PointCheckoutError)) throw cause;
      setError(cause);
      // The dialog that would say so was closed meanwhile.
      if (!isOpen.current)
        notify({
          title: t(`errors.${errorKey(cause)}.title`),
          message: `${orderId}: ${cause.message}`,
          color: "red",
          autoClose: false,
        });
      // Its own failure changes nothing: the sweep looks at the order, too.
      if (isUncertain(cause)) void refreshOrder(connection, { orderId }).catch(() => undefined);
      return undefined;
    } finally {
      running.current = false;
      setRunning(false);
    }
  };
  return { run, isRunning, error };
}
