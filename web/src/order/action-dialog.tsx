import type { Order } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { Dialog } from "../shared/dialog.js";
import { CancelForm } from "./cancel-form.js";
import { CaptureForm } from "./capture-form.js";
import { CreateLinkForm } from "./create-link-form.js";
import { ExtendForm } from "./extend-form.js";
import type { Action } from "./order-actions.js";
import { RefundForm } from "./refund-form.js";
import { SendForm } from "./send-form.js";

const FORMS = {
  createLink: CreateLinkForm,
  cancel: CancelForm,
  refund: RefundForm,
  capture: CaptureForm,
  extend: ExtendForm,
  send: SendForm,
} as const;

type Props = { order: Order; action: Action | null; onClose: () => void };

/** Asks once what an action needs; it stays open until the action has succeeded or the clerk closes it. */
export function ActionDialog({ order, action, onClose }: Props) {
  const { t } = useTranslation();
  const Form = action === null || action === "refresh" ? null : FORMS[action];
  return (
    <Dialog isOpen={Form !== null} onClose={onClose} title={action ? t(`action.${action}`) : ""}>
      {Form && <Form order={order} onDone={onClose} />}
    </Dialog>
  );
}
