const maxMs = 3_600_000;

/**
 * Reads a Retry-After header: seconds or an HTTP date.
 * @returns milliseconds from `now`, at most an hour; undefined if it is absent or unreadable
 */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
  if (typeof header !== "string") return undefined;
  if (/^[0-9]+$/.test(header)) return Math.min(Number(header) * 1000, maxMs);
  // Date.parse would read "1.5" or "-3" as some year.
  if (!/^[A-Z][a-z]+, .* GMT$/.test(header)) return undefined;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), maxMs);
}
