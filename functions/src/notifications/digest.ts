import { createHash } from "node:crypto";
import stringify from "safe-stable-stringify";

/** Stands for a document that does not exist (yet). */
export const ABSENT = "absent";

/** A digest of a vendor's document, whatever it holds: equal for equal content, in any order of its fields. */
export function digest(content: unknown): string {
  if (content === undefined) return ABSENT;
  return createHash("sha256")
    .update(String(stringify(content)))
    .digest("hex");
}
