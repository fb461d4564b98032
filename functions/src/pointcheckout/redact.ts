import { maskPersonal } from "../shared/mask.js";

/** What is kept of the error behind an error: never the object itself, whose fields lead to the request's headers. */
export interface SafeCause {
  name: string;
  code?: string;
  message: string;
}

/** Makes foreign text fit for logs and documents: see `createRedactor`. */
export type Redact = (text: string) => string;

const maxLength = 500;

/**
 * Builds the filter that all foreign text passes before it becomes part of an error. It takes out control and
 * formatting characters, then the given secrets and personal data, and cuts to 500 characters, in that order: a secret must neither
 * escape by being interrupted by an invisible character nor be cut so that its first half stays.
 */
export function createRedactor(secrets: readonly string[]): Redact {
  const spellings = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    // Longest first: a key that is the beginning of the secret would else leave the secret's rest standing.
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    const printable = text.replaceAll(/\s+/gu, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "");
    const clean = spellings.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), printable);
    return Array.from(maskPersonal(clean).trim()).slice(0, maxLength).join("");
  };
}

/** Name, code and message of whatever was thrown. */
export function toSafeCause(error: unknown, redact: Redact): SafeCause {
  if (!(error instanceof Error)) return { name: "Error", message: redact(String(error)) };
  const code = "code" in error && typeof error.code === "string" ? { code: redact(error.code) } : {};
  return { name: error.name, ...code, message: redact(error.message) };
}
