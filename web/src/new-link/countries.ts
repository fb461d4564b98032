import codes from "i18n-iso-countries/codes.json";

/** The two-letter codes of ISO 3166-1, as the functions know them. */
export const COUNTRY_CODES: readonly string[] = codes.map(([twoLetters = ""]) => twoLetters);
