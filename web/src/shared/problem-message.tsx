import { Alert, Code, Text } from "@mantine/core";
import type { PointCheckoutError } from "pointcheckout-firebase-client";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { checkSession } from "../firebase/session.js";
import { useWorkspace } from "../workspace-context.js";
import { errorKey } from "./error-key.js";

type Props = { error: PointCheckoutError; isReading?: boolean; isRetrying?: boolean };

/** @param props `isReading`: nothing was to be changed; `isRetrying`: nor that, and it is tried again by itself */
export function ProblemMessage({ error, isRetrying = false, isReading = isRetrying }: Props) {
  const { t } = useTranslation();
  const { auth } = useWorkspace();
  const key = errorKey(error);
  // Whoever has no session any more is led to the sign-in screen.
  useEffect(() => {
    if (key === "session") void checkSession(auth);
  }, [key, auth]);
  return (
    <Alert color="red" variant="light" role="alert" title={t(`errors.${key}.title`)} mb="md">
      {/* The hint is about an action. */}
      {!(isReading && key === "offline") && <Text size="sm">{t(`errors.${key}.hint`)}</Text>}
      {key === "index" && (
        <Code block dir="ltr" my="xs">
          npx firebase deploy --only firestore
        </Code>
      )}
      {isRetrying && key !== "index" && <Text size="sm">{t("states.retrying")}</Text>}
      <Text size="xs" mt={4} dir="auto" lang="en">
        {error.message}
      </Text>
    </Alert>
  );
}
