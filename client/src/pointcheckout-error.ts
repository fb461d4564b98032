import type { FunctionsErrorCodeCore } from "firebase/functions";

/**
 * Why it did not work: a code of the functions' or of Firestore's, without their prefix; or `unreachable`: no answer came
 * (offline, too late, blocked, or the platform failed), and whether the call took effect is not known; or
 * `function-not-found`: there is no such function in this region under this prefix.
 */
export type PointCheckoutErrorCode =
  | Exclude<FunctionsErrorCodeCore, "ok">
  | "unreachable"
  | "function-not-found";

/** One problem of an input. `path` is like `items.0.linetotal`, or empty where it concerns the whole. */
export type FieldProblem = { readonly path: string; readonly message: string };

/** What every function of this package throws, and what listeners tell. */
export class PointCheckoutError extends Error {
  override readonly name = "PointCheckoutError";
  /** What is wrong with the input, all at once; empty where nothing is. */
  readonly fields: readonly FieldProblem[];
  /** Of `resource-exhausted`: when the user may call again, in seconds; otherwise null. */
  readonly retryAfterSeconds: number | null;

  /** @param details what the callable said beside its message */
  constructor(
    readonly code: PointCheckoutErrorCode,
    message: string,
    details?: unknown,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.fields = Array.isArray(details) ? details.filter(isFieldProblem) : [];
    const { retryAfterSeconds } = Object(details) as { retryAfterSeconds?: unknown };
    this.retryAfterSeconds = typeof retryAfterSeconds === "number" ? retryAfterSeconds : null;
  }
}

function isFieldProblem(value: unknown): value is FieldProblem {
  const { path, message } = Object(value) as Record<string, unknown>;
  return typeof path === "string" && typeof message === "string";
}

/**
 * What `work` gives.
 *
 * @throws PointCheckoutError for whatever the SDKs throw
 */
export async function inOurWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toPointCheckoutError(error);
  }
}

const NO_ANSWER: [PointCheckoutErrorCode, string] = [
  "unreachable",
  "No answer came. Try again, or check region and functionPrefix.",
];
/** What an answer means that the functions did not give. */
const PLATFORM: Readonly<Record<string, [PointCheckoutErrorCode, string]>> = {
  internal: NO_ANSWER,
  unavailable: NO_ANSWER,
  "deadline-exceeded": NO_ANSWER,
  "not-found": ["function-not-found", "Function not found: check region and functionPrefix."],
  "resource-exhausted": ["resource-exhausted", "Too many calls (429). Call again later."],
};

/** Whatever the SDKs threw, as the one error of this package. */
export function toPointCheckoutError(cause: unknown): PointCheckoutError {
  if (cause instanceof PointCheckoutError) return cause;
  const { code, message, details } = Object(cause) as {
    code?: unknown;
    message?: unknown;
    details?: unknown;
  };
  // A newer SDK (firebase 12.19) ends its own messages, and the functions', with the HTTP status: ` [404]`.
  const told = String(message ?? cause).replace(/ \[\d+]$/, "");
  const name = typeof code === "string" ? code.replace(/.*\//, "") : "unknown";
  // Firestore's codes have no prefix. The functions say this of the vendor, Firestore of itself.
  if (code === "unavailable") return new PointCheckoutError("unreachable", told, undefined, { cause });
  // The SDK's own words when no answer came, or one that is not the functions': those say a sentence of their own.
  if (told === name || told.startsWith("Response is ")) {
    const ours = PLATFORM[name];
    if (ours) return new PointCheckoutError(...ours, undefined, { cause });
  }
  return new PointCheckoutError(name as PointCheckoutErrorCode, told, details, { cause });
}
