/**
 * A point in time on Firestore's clock. A Firestore `Timestamp` has this shape; the pure modules use only the shape,
 * so that they need no Firebase. Order between observations is decided by these and never by a process's own clock.
 */
export type Instant = { readonly seconds: number; readonly nanoseconds: number };

/** Negative when `a` is before `b`, 0 when equal, positive when after. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
}

/** Whether `at` is due at `now`; never when there is no `at`. */
export const isDue = (at: Instant | null | undefined, now: Instant): boolean =>
  !!at && compareInstants(at, now) <= 0;

/** The instant `ms` milliseconds after (or, when negative, before) `instant`. */
export function addMilliseconds(instant: Instant, ms: number): Instant {
  const wholeSeconds = Math.floor(ms / 1000);
  const nanoseconds = instant.nanoseconds + Math.round((ms - wholeSeconds * 1000) * 1e6);
  const carry = Math.floor(nanoseconds / 1e9);
  return { seconds: instant.seconds + wholeSeconds + carry, nanoseconds: nanoseconds - carry * 1e9 };
}

/** Milliseconds from `from` to `to`. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return (to.seconds - from.seconds) * 1000 + (to.nanoseconds - from.nanoseconds) / 1e6;
}

/** The earliest of some instants, `null` when there is none. */
export function earliest(instants: readonly (Instant | null | undefined)[]): Instant | null {
  let first: Instant | null = null;
  for (const instant of instants) {
    if (instant && (first === null || compareInstants(instant, first) < 0)) first = instant;
  }
  return first;
}

/** ISO 8601 in UTC, to the millisecond. */
export function toIsoString(instant: Instant): string {
  return new Date(instant.seconds * 1000 + Math.floor(instant.nanoseconds / 1e6)).toISOString();
}

/** An instant from a JavaScript date (millisecond precision). */
export function fromDate(date: Date): Instant {
  const ms = date.getTime();
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanoseconds: (ms - seconds * 1000) * 1e6 };
}
