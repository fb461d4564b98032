import { Button, useDirection } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { changeLanguage, isRightToLeft, type Language } from "../i18n/i18n.js";

export const OTHER_LANGUAGE: Record<Language, { language: Language; name: string }> = {
  en: { language: "ar", name: "العربية" },
  ar: { language: "en", name: "English" },
};

/** Offers the other language, by its own name. */
export function LanguageButton() {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  const { language, name } = OTHER_LANGUAGE[i18n.language as Language];
  const change = async () => {
    // Nothing is filled in where this button stands, but to sign in.
    if (!(await changeLanguage(language))) location.reload();
    else setDirection(isRightToLeft(language) ? "rtl" : "ltr");
  };
  return (
    <Button variant="subtle" color="gray" size="compact-md" lang={language} onClick={() => void change()}>
      {name}
    </Button>
  );
}
