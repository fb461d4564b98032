import { ConfigurationError } from "./config-values.js";
import { currencyExponent } from "./shared/money.js";

const MOST_UNITS = 1_000_000_000_000;
const FORM = `has to be a whole number from 0 to ${MOST_UNITS}, or one for each currency, such as AED=100000,KWD=10000,*=50000`;

/**
 * A limit in minor units of any currency, from text in whole units: `100000` for all, or
 * `AED=100000,KWD=10000,*=50000`. A currency without a limit is allowed nothing.
 * @throws ConfigurationError naming the parameter
 */
export function parseLimits(name: string, text: string): (currency: string) => number {
  const limits = new Map<string, number>();
  const entries = text.includes("=") ? text.split(",").filter((entry) => entry.trim() !== "") : [`*=${text}`];
  for (const entry of entries) {
    const [, currency = "", digits = ""] = /^\s*([A-Z]{3}|\*)\s*=\s*([0-9]{1,13})\s*$/.exec(entry) ?? [];
    if (digits === "" || Number(digits) > MOST_UNITS) {
      throw new ConfigurationError(`${name} ${FORM}: "${entry.trim().replace(/^\*=/, "")}" is neither`);
    }
    if (currency !== "*" && currencyExponent(currency) === undefined) {
      throw new ConfigurationError(`${name} names ${currency}, which is no ISO 4217 currency`);
    }
    if (limits.has(currency)) throw new ConfigurationError(`${name} names ${currency} twice: keep one`);
    limits.set(currency, Number(digits));
  }
  return (currency) => {
    const exponent = currencyExponent(currency);
    if (exponent === undefined) return 0;
    const units = limits.get(currency) ?? limits.get("*") ?? 0;
    return Math.min(units * 10 ** exponent, Number.MAX_SAFE_INTEGER);
  };
}
