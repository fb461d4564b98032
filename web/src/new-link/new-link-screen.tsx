import { useTranslation } from "react-i18next";
import { useWorkspace } from "../workspace-context.js";
import { begunLink } from "./begun-link.js";
import { ContentForm } from "./content-form.js";
import { emptyValues } from "./link-form.js";
import { proposeOrderId } from "./propose-order-id.js";
import { useKeptForm } from "./use-kept-form.js";

export default function NewLinkScreen() {
  const { t } = useTranslation();
  const { settings } = useWorkspace();
  const { initialValues, keepValues } = useKeptForm(() =>
    emptyValues(begunLink() ?? proposeOrderId(new Date()), settings.currencies[0] ?? "AED"),
  );
  return <ContentForm title={t("newLink.title")} initialValues={initialValues} onChange={keepValues} />;
}
