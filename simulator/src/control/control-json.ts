import type { Context } from "hono";
import { stringify } from "lossless-json";
import { Refusal } from "../checkouts/refusal.js";
import { type JsonValue, readJson } from "../json.js";
import { formOf, jsonOfForm } from "./form-body.js";

/** Fields that hold a moment: a number inside the simulator, ISO 8601 outside. */
const MOMENT = /^(?:at|now|until|failingSince|\w+At)$/;
type Moment = "at" | "now" | "until" | "failingSince" | `${string}At`;

/** What a control answers, as `JSON.parse` gives it to whoever asked. */
export type AsJson<T> = T extends bigint
  ? number
  : T extends object
    ? { [Key in keyof T]: Key extends Moment ? MomentAsJson<T[Key]> : AsJson<T[Key]> }
    : T;
type MomentAsJson<T> = T extends number ? string : T;

/** @throws {Refusal} when the body is neither JSON nor a form */
export async function bodyOf(context: Context): Promise<unknown> {
  const form = await formOf(context);
  if (form !== undefined) return jsonOfForm(form);
  try {
    return readJson(await context.req.text());
  } catch {
    throw new Refusal("The body must be JSON.");
  }
}

/** The same where a body may be left out. @throws {Refusal} when there is one and it is neither */
export async function bodyOrNothing(context: Context): Promise<unknown> {
  return (await context.req.text()) === "" ? {} : bodyOf(context);
}

export function answer(
  context: Context,
  value: JsonValue | object,
  status: 200 | 201 | 400 | 404 | 409 = 200,
): Response {
  const text = stringify(value, (key, field) =>
    typeof field === "number" && MOMENT.test(key) ? new Date(field).toISOString() : field,
  );
  return context.body(text ?? "null", status, { "content-type": "application/json;charset=UTF-8" });
}
