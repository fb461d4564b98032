import { html } from "hono/html";
import { type Checkout, currentState } from "../checkouts/checkout.js";
import type { Language } from "../checkouts/link-request.js";
import type { CheckoutStatus } from "../checkouts/plan-move.js";
import { arabic } from "./words-ar.js";
import { english, type Words } from "./words-en.js";

const WORDS: Record<Language, Words> = { en: english, ar: arabic };

export type Html = ReturnType<typeof html>;

interface PageFrame {
  readonly title: string;
  readonly language: Language;
  readonly status?: CheckoutStatus | undefined;
  readonly wide?: boolean;
  /** For a link to the developer's page of this checkout. */
  readonly checkoutId?: string;
  readonly content: Html;
}

export function wordsIn(language: Language): Words {
  return WORDS[language];
}

export function customerPage(checkout: Checkout, title: string, content: Html): Html {
  const { id: checkoutId, order } = checkout;
  return layout({
    title,
    language: order.language,
    status: currentState(checkout).status,
    checkoutId,
    content,
  });
}

/** A page for the developer: wide, in English, with links to the other pages. */
export function developerPage(title: string, content: Html, status?: CheckoutStatus): Html {
  return layout({ title, language: "en", status, wide: true, content });
}

/** A whole page. It needs no script and loads nothing but its stylesheets. */
export function layout({ title, language, status, wide = false, checkoutId, content }: PageFrame): Html {
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
    <link rel="stylesheet" href="/pico.css">
    <link rel="stylesheet" href="/simulator.css">
  </head>
  <body>
    <p class="banner">${words.simulation}${checkoutId === undefined ? "" : html` <a href="/portal/checkouts/${checkoutId}">${words.controls}</a>`}</p>
    ${wide ? NAVIGATION : ""}
    <main class="${wide ? "wide" : "narrow"}"${mainAttributes}>${content}</main>
  </body>
</html>
`;
}

const NAVIGATION = html`<nav class="wide" aria-label="Simulator"><ul>
      <li><a href="/"><strong>Simulator</strong></a></li>
      <li><a href="/#faults">Faults</a></li>
      <li><a href="/outbox">Outbox</a></li>
      <li><a href="/portal/webhooks">Webhooks</a></li>
    </ul></nav>`;

export function time(at: number): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")} UTC</time>`;
}

export function table(label: string, columns: readonly string[], rows: readonly Html[]): Html {
  return html`
      <div class="scroll" tabindex="0" role="region" aria-label="${label}">
        <table>
          <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
          <tbody>${rows}</tbody>
        </table>
      </div>`;
}
