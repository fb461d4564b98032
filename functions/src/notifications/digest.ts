import { createHash } from "node:crypto";
import stringify from "safe-stable-stringify";

/** The document does not exist (yet). */
export const ABSENT = "absent";

/** Equal for equal content, whatever the order of its fields. */
export function digest(content: unknown): string {
  if (content === undefined) return ABSENT;
  return createHash("sha256")
    .update(String(stringify(content)))
    .digest("hex");
}
