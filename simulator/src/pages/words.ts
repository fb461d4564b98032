import type { Language } from "../checkouts/link-request.js";
import { arabic } from "./words-ar.js";
import { english, type Words } from "./words-en.js";

const WORDS: Record<Language, Words> = { en: english, ar: arabic };

export function wordsIn(language: Language): Words {
  return WORDS[language];
}
