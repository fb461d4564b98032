import { cleanText } from "./foreign-text.js";

/** What a library or the other side says is foreign text: it may hold a request with all its headers and data. */
export function reasonOf(error: unknown): string {
  try {
    return cleanText(String(error));
  } catch {
    // Thrown without being an error, and not even to be written down.
    return "unknown";
  }
}

/** The frames of an error's stack, without its message: that may hold a line that looks like a frame. */
export function framesOf({ stack = "", message }: Pick<Error, "stack" | "message">): string[] {
  const at = message === "" ? -1 : stack.indexOf(message);
  const lines = (at < 0 ? stack : stack.slice(at + message.length)).split("\n");
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => `    ${cleanText(line)}`);
}

/** The platform logs what the work throws as it is: so the error that leaves has a clean message and stack only. */
export async function withCleanErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const clean = new Error(reasonOf(error));
    const frames = error instanceof Error ? framesOf(error) : [];
    clean.stack = [`Error: ${clean.message}`, ...frames].join("\n");
    throw clean;
  }
}
