import { type NotificationData, notifications } from "@mantine/notifications";
import i18next from "i18next";

/** Shows a message at the foot of the page, with a button that also a screen reader can name. */
export const notify = (message: NotificationData): void => {
  notifications.show({ ...message, closeButtonProps: { "aria-label": i18next.t("actions.close") } });
};
