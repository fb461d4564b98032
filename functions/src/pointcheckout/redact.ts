import { cleanText } from "../shared/foreign-text.js";

/** What is kept of the error behind an error: never the object itself, whose fields lead to the request's headers. */
export interface SafeCause {
  name: string;
  code?: string;
  message: string;
}

/** Makes foreign text fit for logs and documents: see `createRedactor`. */
export type Redact = (text: string) => string;

/** Builds the filter that all foreign text passes before it becomes part of an error. @see cleanText */
export const createRedactor =
  (secrets: readonly string[]): Redact =>
  (text) =>
    cleanText(text, secrets);

/** Name, code and message of whatever was thrown. */
export function toSafeCause(error: unknown, redact: Redact): SafeCause {
  if (!(error instanceof Error)) return { name: "Error", message: redact(String(error)) };
  const code = "code" in error && typeof error.code === "string" ? { code: redact(error.code) } : {};
  return { name: error.name, ...code, message: redact(error.message) };
}
