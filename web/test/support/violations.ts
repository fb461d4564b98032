import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe-core finds wrong on a screen, one line for each rule; `rules`: only by these. */
export async function violationsOn(page: Page, rules?: readonly string[]): Promise<string[]> {
  // By evaluation, because the Content-Security-Policy lets no other script into the page.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (only) => window.axe.run(document, { resultTypes: ["violations"], ...(only && { runOnly: only }) }),
    rules as string[] | undefined,
  );
  return violations.map(({ id, nodes }) => {
    const places = nodes.map(({ target, failureSummary }) => `${target.join(" ")} (${failureSummary})`);
    return `${id}: ${places.join("; ")}`;
  });
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
