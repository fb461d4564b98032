import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function OrdersSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" component="output" aria-label={t("states.loading")}>
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <Skeleton key={row} height={52} radius="md" />
      ))}
    </Stack>
  );
}
