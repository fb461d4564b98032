import { type LosslessNumber, stringify } from "lossless-json";

/** Parses JSON and keeps every number's text. @throws {SyntaxError} */
export { parse as readJson } from "lossless-json";

/** JSON whose numbers are exact: written from integers or from their own text, never from a float's. */
export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | LosslessNumber
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

export function writeJson(value: JsonValue): string {
  return stringify(value) ?? "null";
}

/** The value as an object to look fields up in; an empty one when it is none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export function textOrUndefined(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
