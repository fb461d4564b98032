import { Alert, Text } from "@mantine/core";
import type { PointCheckoutError } from "pointcheckout-firebase-client";
import { useTranslation } from "react-i18next";
import { errorKey } from "./error-key.js";

/** @param props `isRetrying`: it is tried again by itself */
export function ProblemMessage({ error, isRetrying }: { error: PointCheckoutError; isRetrying?: boolean }) {
  const { t } = useTranslation();
  const key = errorKey(error);
  return (
    <Alert color="red" variant="light" role="alert" title={t(`errors.${key}.title`)} mb="md">
      <Text size="sm">{t(`errors.${key}.hint`)}</Text>
      {isRetrying && <Text size="sm">{t("states.retrying")}</Text>}
      <Text size="xs" mt={4} dir="auto" lang="en">
        {error.message}
      </Text>
    </Alert>
  );
}
