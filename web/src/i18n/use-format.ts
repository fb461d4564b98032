import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { createFormat } from "../shared/format.js";
import { type Language, localeOf } from "./i18n.js";

export type Format = ReturnType<typeof createFormat>;

/** Amounts, dates and names of currencies as the chosen language writes them. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(localeOf(i18n.language as Language)), [i18n.language]);
}
