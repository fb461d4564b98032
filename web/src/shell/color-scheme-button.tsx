import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";

export function ColorSchemeButton() {
  const { t } = useTranslation();
  // Mantine would stop transitions by a <style> element, which the Content-Security-Policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t(`shell.${other}`)}
      onClick={() => setColorScheme(other)}
    >
      {other === "dark" ? <Moon size={18} /> : <Sun size={18} />}
    </ActionIcon>
  );
}
