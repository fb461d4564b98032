import { type Finding, failed, notChecked, ok, warning } from "./check.js";

/** Signatures older or newer than this are refused, ours by the endpoint and the vendor's by us; ms. */
const LIMIT_MS = 5 * 60_000;
const WARN_MS = 30_000;
/** The header has whole seconds. */
const RESOLUTION_MS = 500;
const REMEDY = "Turn on the machine's time synchronisation (NTP).";

/**
 * What an answer's Date header says of this machine's clock. Pure.
 *
 * @param date the header
 * @param askedMs when it was asked for, by this machine's clock; ms
 * @param answeredMs when the answer came
 */
export function classifyClock(date: string | null, askedMs: number, answeredMs: number): Finding {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return notChecked("the answer has no readable Date header");
  const skewMs = theirs + RESOLUTION_MS - (askedMs + answeredMs) / 2;
  const seconds = Math.round(skewMs / 1000);
  const said = `this machine is ${Math.abs(seconds)} s ${seconds > 0 ? "behind" : "ahead"}`;
  if (Math.abs(skewMs) > LIMIT_MS)
    return failed(`${said}: webhook signatures are refused beyond 5 minutes`, REMEDY);
  if (Math.abs(skewMs) > WARN_MS) return warning(said, REMEDY);
  return ok(`${Math.abs(seconds)} s off`);
}

/** Asks a server for the time, with no key: any answer has it. */
export async function lookAtClock(url: string, request: typeof fetch = fetch): Promise<Finding> {
  const askedMs = Date.now();
  try {
    const response = await request(url, {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    return classifyClock(response.headers.get("date"), askedMs, Date.now());
  } catch {
    return notChecked(`${new URL(url).host} did not answer`, "Look at the check of the keys.");
  }
}
