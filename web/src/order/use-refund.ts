import { notifications } from "@mantine/notifications";
import { PointCheckoutError, type Refund, refundPayment } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../workspace-context.js";
import { type BegunRefund, forgetBegunRefund, keepBegunRefund } from "./begun-refund.js";
import { sayDone } from "./confirm-form.js";
import { isUncertain, useAction } from "./use-action.js";

/** Sends a refund, or repeats it under its reference, and keeps it in mind until it is known what became of it. */
export function useRefund(orderId: string) {
  const { t } = useTranslation();
  const { connection } = useWorkspace();
  const { run, isRunning, error } = useAction(orderId);

  const say = ({ state }: Refund) => {
    if (state === "done") sayDone(t("done.refund"));
    else notifications.show({ message: t(`refundState.${state}`), color: "yellow", autoClose: 10_000 });
  };

  /** @returns whether an answer came */
  const begin = async (refund: BegunRefund, confirm = false): Promise<boolean> => {
    keepBegunRefund(orderId, refund);
    const answer = await run(async () => {
      try {
        return await refundPayment(connection, { orderId, ...refund, ...(confirm && { confirm }) });
      } catch (cause) {
        if (cause instanceof PointCheckoutError && !isUncertain(cause)) forgetBegunRefund(orderId);
        throw cause;
      }
    });
    if (!answer) return false;
    forgetBegunRefund(orderId);
    say(answer);
    return true;
  };
  return { begin, isRunning, error };
}
