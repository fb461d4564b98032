import { html } from "hono/html";
import type { CheckoutStatus } from "../checkouts/checkout.js";
import type { Language } from "../checkouts/link-order.js";
import { wordsIn } from "./words.js";

/** Escaped HTML; everything put into it is escaped on the way. */
export type Html = ReturnType<typeof html>;

export interface PageFrame {
  readonly title: string;
  readonly language: Language;
  /** Shown as `data-status`, for people's eyes it is in the text. */
  readonly status?: CheckoutStatus;
  readonly wide?: boolean;
  readonly content: Html;
}

/** A whole page. It needs no script and loads nothing but the stylesheet. */
export function layout({ title, language, status, wide = false, content }: PageFrame): Html {
  const words = wordsIn(language);
  const mainAttributes = status === undefined ? "" : html` data-status="${status}"`;
  return html`<!doctype html>
<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/simulator.css">
  </head>
  <body>
    <p class="banner">${words.simulation}</p>
    <main class="${wide ? "wide" : "narrow"}"${mainAttributes}>${content}</main>
  </body>
</html>
`;
}
