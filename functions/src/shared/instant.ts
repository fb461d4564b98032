import * as z from "zod";

/** A time on Firestore's clock, shaped like its `Timestamp`. Only these order observations. */
export const instantSchema = z.object({ seconds: z.number().int(), nanoseconds: z.number().int() });
export type Instant = Readonly<z.infer<typeof instantSchema>>;

export const DAY_MS = 24 * 60 * 60_000;

export function compareInstants(a: Instant, b: Instant): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
}

/** Never due when there is no `at`. */
export const isDue = (at: Instant | null | undefined, now: Instant): boolean =>
  !!at && compareInstants(at, now) <= 0;

export function addMilliseconds(instant: Instant, ms: number): Instant {
  const wholeSeconds = Math.floor(ms / 1000);
  const nanoseconds = instant.nanoseconds + Math.round((ms - wholeSeconds * 1000) * 1e6);
  const carry = Math.floor(nanoseconds / 1e9);
  return { seconds: instant.seconds + wholeSeconds + carry, nanoseconds: nanoseconds - carry * 1e9 };
}

export function millisecondsBetween(from: Instant, to: Instant): number {
  return (to.seconds - from.seconds) * 1000 + (to.nanoseconds - from.nanoseconds) / 1e6;
}

export function earliest(instants: readonly (Instant | null | undefined)[]): Instant | null {
  const [first = null] = instants.filter((one) => one != null).sort(compareInstants);
  return first;
}

/** ISO 8601 in UTC, to the millisecond. */
export function toIsoString(instant: Instant): string {
  return new Date(instant.seconds * 1000 + Math.floor(instant.nanoseconds / 1e6)).toISOString();
}

export function fromDate(date: Date): Instant {
  const ms = date.getTime();
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanoseconds: (ms - seconds * 1000) * 1e6 };
}
