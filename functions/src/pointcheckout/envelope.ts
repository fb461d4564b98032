import { parse } from "lossless-json";
import * as z from "zod";

import { PointCheckoutError, type PointCheckoutErrorKind } from "./errors.js";
import { type Redact, type SafeCause, toSafeCause } from "./redact.js";

/** What came back, unparsed. */
export interface Answer {
  status: number;
  retryAfterMs: number | undefined;
  body: string;
}

/** Which call an answer belongs to, and what its `result` must look like. */
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

/** Several envelopes as one: it is as good as the worst, and its result holds all of theirs. */
const envelopesSchema = z.array(envelopeSchema).transform((envelopes): Envelope => {
  const failed = envelopes.find(({ success }) => !success);
  return failed ?? { success: true, result: envelopes.flatMap(({ result }) => result) };
});

/**
 * Judges an answer and unwraps its result. The status is looked at first: what comes with a 5xx or a 401 is whatever
 * stood between us and the vendor, and may be anything.
 *
 * @returns the envelope's `result` (null if it is absent), as the schema parsed it
 * @throws {PointCheckoutError} every kind but `network` and `timeout`
 * @see vendor API: Hosts, credentials, envelope
 */
export function unwrapAnswer<T>(answer: Answer, expected: Expectation<T>, redact: Redact): T {
  const { envelope, problem } = readEnvelope(answer.body, expected.mayBeList ?? false, redact);
  const failure = (kind: PointCheckoutErrorKind, detail?: string, cause?: SafeCause) =>
    new PointCheckoutError({
      kind,
      operation: expected.operation,
      status: answer.status,
      retryAfterMs: answer.retryAfterMs,
      vendorMessage: envelope?.error && redact(envelope.error),
      detail,
      cause,
    });

  const kind = kindOfStatus(answer.status);
  if (kind !== undefined) throw failure(kind);
  if (envelope === undefined) throw failure("unreadable", "the body is not the JSON envelope", problem);
  if (!envelope.success) throw failure("rejected");
  if (answer.status < 200 || answer.status > 299) throw failure("contract", "success is true");
  const parsed = expected.result.safeParse(envelope.result ?? null);
  if (!parsed.success) throw failure("contract", describeIssues(parsed.error));
  return parsed.data;
}

function kindOfStatus(status: number): PointCheckoutErrorKind | undefined {
  if (status >= 500 || status === 408 || status === 425 || status === 429) return "unavailable";
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 404) return "not_found";
  return undefined;
}

function readEnvelope(
  body: string,
  mayBeList: boolean,
  redact: Redact,
): { envelope?: Envelope | undefined; problem?: SafeCause } {
  try {
    // Keeps every number as its text: ids and amounts do not fit a JavaScript number. Nesting deep enough to exhaust
    // the stack and keys that occur twice with different values throw as well.
    const json = parse(body);
    const read = (schema: z.ZodType<Envelope>) => ({ envelope: schema.safeParse(json).data });
    return read(mayBeList && Array.isArray(json) ? envelopesSchema : envelopeSchema);
  } catch (error) {
    return { problem: toSafeCause(error, redact) };
  }
}

function describeIssues({ issues }: z.ZodError): string {
  // A page of a hundred broken checkouts says the same thing a hundred times.
  return issues.slice(0, 3).map(describeIssue).join("; ");
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const field = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return `result${field}: ${message}`;
}
