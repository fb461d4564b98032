import { cleanText } from "../shared/foreign-text.js";

/** Never the caught error itself: its fields lead to the request's headers. */
export interface SafeCause {
  name: string;
  code?: string;
  message: string;
}

export type Redact = (text: string) => string;

export const createRedactor =
  (secrets: readonly string[]): Redact =>
  (text) =>
    cleanText(text, secrets);

export function toSafeCause(error: unknown, redact: Redact): SafeCause {
  if (!(error instanceof Error)) return { name: "Error", message: redact(String(error)) };
  const code = "code" in error && typeof error.code === "string" ? { code: redact(error.code) } : {};
  return { name: error.name, ...code, message: redact(error.message) };
}
