import type { Money } from "pointcheckout-firebase-client";
import { toDecimal } from "./money.js";

const DAY_MS = 86_400_000;
const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** @param locale BCP 47 */
export function createFormat(locale: string) {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const exactDates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  // 30 hours from now may not be tomorrow.
  const relativeDays = new Intl.RelativeTimeFormat(locale);
  // As many decimals as a quantity has.
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const currencyNames = new Intl.DisplayNames(locale, { type: "currency" });
  const durations = new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "long" });
  const amounts = new Map<number, Intl.NumberFormat>();

  const amountFormat = (exponent: number) => {
    const known = amounts.get(exponent);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, {
      minimumFractionDigits: exponent,
      maximumFractionDigits: exponent,
    });
    amounts.set(exponent, made);
    return made;
  };

  return {
    /** Without its currency: `1,234.50`. */
    amount: (money: Money) => amountFormat(money.exponent).format(toDecimal(money)),
    money: (money: Money) => `${amountFormat(money.exponent).format(toDecimal(money))} ${money.currency}`,
    date: (date: Date) => dates.format(date),
    exactDate: (date: Date) => exactDates.format(date),
    number: (value: number) => numbers.format(value),
    minutes: (count: number) => durations.format(count),
    /** With their names, by these. */
    countries: (codes: readonly string[]) => {
      const names = new Intl.DisplayNames(locale, { type: "region" });
      const order = new Intl.Collator(locale);
      return codes
        .map((value) => ({ value, label: names.of(value) ?? value }))
        .sort((a, b) => order.compare(a.label, b.label));
    },
    currencyName: (code: string) => currencyNames.of(code) ?? code,
    /** `in 3 hours`, `1 day ago`; @param now ms */
    relative: (date: Date, now: number) => {
      const difference = date.getTime() - now;
      const [unit, ms] = UNITS.find(([, length]) => Math.abs(difference) >= length) ?? ["minute", 60_000];
      return (unit === "day" ? relativeDays : relative).format(Math.round(difference / ms), unit);
    },
  };
}
