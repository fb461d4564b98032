/** The message names the parameter and the remedy. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

export function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && !url.search && !url.hash) return url;
  throw new ConfigurationError("POINTCHECKOUT_API_URL has to be a URL without query or fragment");
}

export function parseHeaderPrefix(text: string): string {
  if (/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(text)) return text;
  throw new ConfigurationError(
    "POINTCHECKOUT_HEADER_PREFIX has to be a header name's beginning, such as X-Paymennt",
  );
}

export function parsePrefix(text: string): string {
  if (/^[A-Za-z0-9._:-]{0,40}$/.test(text)) return text;
  throw new ConfigurationError("POINTCHECKOUT_REQUEST_ID_PREFIX takes up to 40 of A-Z a-z 0-9 . _ : -");
}

/** Only service accounts: people's tokens are made for other audiences. */
export function parseServiceAccounts(text: string): string[] {
  const accounts = text
    .split(",")
    .map((account) => account.trim().toLowerCase())
    .filter((account) => account !== "");
  for (const account of accounts) {
    if (/^[a-z0-9.-]+@[a-z0-9.-]+\.gserviceaccount\.com$/.test(account)) continue;
    throw new ConfigurationError(
      "POINTCHECKOUT_SERVICE_ACCOUNTS takes e-mail addresses of service accounts, such as shop@my-project.iam.gserviceaccount.com, separated by commas",
    );
  }
  return accounts;
}

/** A parameter's value. @throws ConfigurationError */
export function within(
  parameter: { name: string; value: () => number },
  least: number,
  most: number,
): number {
  const value = parameter.value();
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ConfigurationError(`${parameter.name} has to be a whole number from ${least} to ${most}`);
}

/** Allows https on a listed host; in the emulator also a listed loopback origin: `http://127.0.0.1:9400`. */
export function allowLinks(hosts: string, emulated: boolean): (url: string) => boolean {
  const allowed = new Set(
    hosts.split(",").map((host) =>
      host
        .trim()
        .toLowerCase()
        .replace(/^https:\/\//, ""),
    ),
  );
  return (text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, host, hostname, origin, username, password } = new URL(text);
    if (username || password) return false;
    if (protocol === "https:") return allowed.has(host);
    return emulated && protocol === "http:" && isLoopback(hostname) && allowed.has(origin);
  };
}
