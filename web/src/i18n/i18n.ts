import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { keep, readKept } from "../shared/kept.js";
import type { Translation } from "./translation.js";

export const LANGUAGES = ["en", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

const STORED = "language";

const bundles: Record<Language, () => Promise<Translation>> = {
  en: async () => (await import("./en/index.js")).en,
  ar: async () => (await import("./ar/index.js")).ar,
};

export const isRightToLeft = (language: Language): boolean => language === "ar";

/** Dates and numbers are written with Latin digits in both: amounts are compared with bank papers. */
export const localeOf = (language: Language): string => (language === "ar" ? "ar-AE-u-nu-latn" : "en-GB");

const toLanguage = (text: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => text?.toLowerCase().startsWith(language));

function firstLanguage(): Language {
  return toLanguage(readKept(STORED)) ?? navigator.languages.map(toLanguage).find(Boolean) ?? "en";
}

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation"))
    i18next.addResourceBundle(language, "translation", await bundles[language]());
  document.documentElement.lang = language;
  document.documentElement.dir = isRightToLeft(language) ? "rtl" : "ltr";
}

export async function startI18n(): Promise<Language> {
  const language = firstLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false, bindI18nStore: "added" },
  });
  await load(language);
  return language;
}

/** @returns false where its texts could not be loaded, as after a deploy: the page speaks it once it is loaded anew. */
export async function changeLanguage(language: Language): Promise<boolean> {
  keep(STORED, language);
  const isLoaded = await load(language).then(
    () => true,
    () => false,
  );
  if (isLoaded) await i18next.changeLanguage(language);
  return isLoaded;
}
