import { PointCheckoutError, type Refund, refundPayment } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { type CallEnd, isUncertain } from "../shared/call-end.js";
import { notify } from "../shared/notify.js";
import { useWorkspace } from "../workspace-context.js";
import { type BegunRefund, forgetBegunRefund, keepBegunRefund, readBegunRefund } from "./begun-refund.js";
import { sayDone } from "./confirm-form.js";
import { useAction } from "./use-action.js";

/** Sends a refund, or repeats it under its reference, and keeps it in mind until it is known what became of it. */
export function useRefund(orderId: string) {
  const { t } = useTranslation();
  const { connection } = useWorkspace();
  const { run, isRunning, error } = useAction(orderId);

  const say = ({ state }: Refund) => {
    if (state === "done") sayDone(t("done.refund"));
    else notify({ message: t(`refundState.${state}`), color: "yellow", autoClose: 10_000 });
  };

  const begin = async (refund: BegunRefund, confirm = false): Promise<CallEnd> => {
    // A refusal says nothing about an earlier attempt whose answer was lost.
    const isRepeated = readBegunRefund(orderId)?.referenceId === refund.referenceId;
    keepBegunRefund(orderId, refund);
    let isRefused = false;
    const answer = await run(async () => {
      try {
        return await refundPayment(connection, { orderId, ...refund, ...(confirm && { confirm }) });
      } catch (cause) {
        isRefused = cause instanceof PointCheckoutError && !isUncertain(cause);
        if (isRefused && !isRepeated) forgetBegunRefund(orderId);
        throw cause;
      }
    });
    if (!answer) return isRefused ? "refused" : "unknown";
    forgetBegunRefund(orderId);
    say(answer);
    return "answered";
  };
  return { begin, isRunning, error };
}
