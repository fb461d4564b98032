import { currencyExponent } from "./shared/money.js";

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

export function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && !url.username && !url.password && !url.search && !url.hash) return url;
  throw new ConfigurationError(
    "POINTCHECKOUT_API_URL has to be a URL without credentials, query or fragment",
  );
}

/** @param remedy follows the parameter's name @throws ConfigurationError */
export function matching(parameter: { name: string; value: () => string }, form: RegExp, remedy: string) {
  const text = parameter.value();
  if (form.test(text)) return text;
  throw new ConfigurationError(`${parameter.name} ${remedy}`);
}

const listed = (text: string): string[] =>
  text.split(",").flatMap((entry) => entry.trim().toLowerCase() || []);

/** Only service accounts: people's tokens are made for other audiences. */
export function parseServiceAccounts(text: string): string[] {
  const accounts = listed(text);
  for (const account of accounts) {
    if (/^[a-z0-9.-]+@[a-z0-9.-]+\.gserviceaccount\.com$/.test(account)) continue;
    throw new ConfigurationError(
      "POINTCHECKOUT_SERVICE_ACCOUNTS takes e-mail addresses of service accounts, such as shop@my-project.iam.gserviceaccount.com, separated by commas",
    );
  }
  return accounts;
}

/** A parameter's value, in its range. @throws ConfigurationError */
export function within(parameter: { name: string; value: () => number }, least: number, most: number) {
  const value = parameter.value();
  // The library would take 3.650 for 3, and 1e3 for 1.
  const isWhole = /^\s*\d*\s*$/.test(textOf(parameter));
  if (isWhole && value >= least && value <= most) return value;
  throw new ConfigurationError(`${parameter.name} has to be a whole number from ${least} to ${most}`);
}

/** @throws ConfigurationError for what the library would take for false: TRUE, 1, yes */
export function truth(parameter: { name: string; value: () => boolean }): boolean {
  if (/^(?:true|false)?$/.test(textOf(parameter))) return parameter.value();
  throw new ConfigurationError(`${parameter.name} has to be true or false`);
}

const textOf = ({ name }: { name: string }): string => process.env[name] ?? "";

/** Allows https on a listed host; in the emulator also a listed loopback origin: `http://127.0.0.1:9400`. */
export function allowLinks(hosts: string, emulated: boolean): (url: string) => boolean {
  const allowed = new Set(listed(hosts).map((host) => host.replace(/^https:\/\/|(?::443)?\/?$/g, "")));
  const isHost = (text: string) => /^(?:http:\/\/)?[^/\s]+$/.test(text);
  if (allowed.size === 0 || ![...allowed].every(isHost)) {
    throw new ConfigurationError(
      "POINTCHECKOUT_LINK_HOSTS takes the hosts of payment pages, such as pay.paymennt.com, separated by commas",
    );
  }
  return (text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, host, hostname, origin, username, password } = new URL(text);
    if (username || password) return false;
    if (protocol === "https:") return allowed.has(host);
    return emulated && protocol === "http:" && isLoopback(hostname) && allowed.has(origin);
  };
}

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
