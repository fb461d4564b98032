import type { Context } from "hono";
import { Refusal } from "../checkouts/refusal.js";
import { type JsonValue, readJson, writeJson } from "../json.js";
import { formOf, jsonOfForm } from "./form-body.js";

/** @throws {Refusal} when the body is neither JSON nor a form */
export async function bodyOf(context: Context): Promise<unknown> {
  const form = await formOf(context);
  if (form !== undefined) return jsonOfForm(form);
  const text = await context.req.text();
  try {
    return readJson(text);
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
  value: JsonValue,
  status: 200 | 201 | 400 | 404 | 409 = 200,
): Response {
  return context.body(writeJson(value), status, { "content-type": "application/json;charset=UTF-8" });
}
