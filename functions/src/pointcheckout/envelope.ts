import { parse } from "lossless-json";
import * as z from "zod";
import { cleanText } from "../shared/foreign-text.js";
import { PointCheckoutError, type PointCheckoutErrorKind, type SafeCause, toSafeCause } from "./errors.js";

export type Answer = { status: number; retryAfterMs: number | undefined; body: string };

export interface Expectation<T> {
  operation: string;
  result: z.ZodType<T>;
  /** The answer may also be a list of envelopes, each with a part of the result. */
  mayBeList?: boolean;
}

type Envelope = z.infer<typeof envelopeSchema>;

const envelopeSchema = z.object({
  success: z.boolean(),
  error: z.string().optional().catch(undefined),
  result: z.unknown().optional(),
});

const envelopesSchema = z.array(envelopeSchema).transform((envelopes): Envelope => {
  const failed = envelopes.find(({ success }) => !success);
  return failed ?? { success: true, result: envelopes.flatMap(({ result }) => result) };
});

/**
 * The status comes first: a 5xx or 401 may come from whatever stands before the vendor, with any body.
 * @returns the parsed `result`; null if it is absent
 * @throws {PointCheckoutError} every kind but `network` and `timeout`
 * @see vendor API: Hosts, credentials, envelope
 */
export function unwrapAnswer<T>(
  { status, retryAfterMs, body }: Answer,
  { operation, result, mayBeList = false }: Expectation<T>,
  secrets: readonly string[],
): T {
  const { envelope, problem } = readEnvelope(body, mayBeList, secrets);
  const vendorMessage = envelope?.error && cleanText(envelope.error, secrets);
  const failure = (kind: PointCheckoutErrorKind, detail?: string, cause?: SafeCause) =>
    new PointCheckoutError({ kind, operation, status, retryAfterMs, vendorMessage, detail, cause });

  const kind = kindOfStatus(status);
  if (kind !== undefined) throw failure(kind);
  if (envelope === undefined) throw failure("unreadable", "the body is not the JSON envelope", problem);
  if (!envelope.success) throw failure("rejected");
  if (status < 200 || status > 299) throw failure("contract", "success is true");
  const parsed = result.safeParse(envelope.result ?? null);
  if (!parsed.success) throw failure("contract", describeIssues(parsed.error));
  return parsed.data;
}

function kindOfStatus(status: number): PointCheckoutErrorKind | undefined {
  if (status >= 500 || status === 408 || status === 425 || status === 429) return "unavailable";
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 404) return "not_found";
  return undefined;
}

function readEnvelope(body: string, mayBeList: boolean, secrets: readonly string[]) {
  try {
    // Keeps every number as text: ids and amounts do not fit a JavaScript number. Too deep nesting and contradicting
    // keys throw.
    const json = parse(body);
    const schema = mayBeList && Array.isArray(json) ? envelopesSchema : envelopeSchema;
    return { envelope: schema.safeParse(json).data };
  } catch (error) {
    return { problem: toSafeCause(error, secrets) };
  }
}

/** The first ones: a page of a hundred broken checkouts would repeat itself. */
const describeIssues = ({ issues }: z.ZodError): string => issues.slice(0, 3).map(describeIssue).join("; ");

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const field = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return `result${field}: ${message}`;
}
