import type { Context } from "hono";
import { Refusal } from "../checkouts/refusal.js";
import { type JsonValue, readJson, writeJson } from "../json.js";

/** @throws {Refusal} when the body is no JSON */
export async function bodyOf(context: Context): Promise<unknown> {
  const text = await context.req.text();
  try {
    return readJson(text);
  } catch {
    throw new Refusal("The body must be JSON.");
  }
}

export function answer(
  context: Context,
  value: JsonValue,
  status: 200 | 201 | 400 | 404 | 409 = 200,
): Response {
  return context.body(writeJson(value), status, { "content-type": "application/json;charset=UTF-8" });
}
