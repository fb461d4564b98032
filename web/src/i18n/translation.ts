import type { en } from "./en/index.js";

type Plural = "zero" | "two" | "few" | "many";
type Widen<T> = { [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };

/** The English texts in another language, which may have more plural forms. */
export type Complete<T> = {
  [K in keyof T]: T[K] extends string ? string : Complete<T[K]>;
} & { [K in keyof T as K extends `${infer Base}_other` ? `${Base}_${Plural}` : never]?: string };

export type Translation = Widen<typeof en>;
