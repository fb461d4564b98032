import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** Names the screen in the window's title: by it a tab is found among others, and a screen reader says where one is. */
export function useTitle(name: string): void {
  const { t } = useTranslation();
  const app = t("appName");
  useEffect(() => {
    document.title = `${name} – ${app}`;
    return () => {
      document.title = app;
    };
  }, [name, app]);
}
