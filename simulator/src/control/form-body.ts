import type { Context, Next } from "hono";
import { fieldsOf, readJson } from "../json.js";
import { refusedPage } from "../pages/status-page.js";

/** The field that names the page after the form. */
const NEXT = "next";

/** The fields of a form on one of the simulator's pages; undefined when a program sent the request. */
export async function formOf(context: Context): Promise<URLSearchParams | undefined> {
  const isForm = context.req.header("content-type")?.startsWith("application/x-www-form-urlencoded");
  const text = isForm ? await context.req.text() : "";
  // curl calls JSON a form, too, unless it is told otherwise.
  return isForm && !text.trimStart().startsWith("{") ? new URLSearchParams(text) : undefined;
}

/**
 * A field's name is its path (`match.orderId`), with `:json` if its value is JSON and `:list` if it is texts separated by
 * commas. Empty fields are left out. The last of two fields with one name counts, but lists add up, each text once.
 */
export function jsonOfForm(form: URLSearchParams): unknown {
  const body: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (value.trim() === "" || name === NEXT) continue;
    const [path = "", notation] = name.split(":");
    const [parent = "", key] = path.split(".");
    const present = body[parent];
    if (key === undefined) body[parent] = readValue(value.trim(), notation, present);
    else body[parent] = { ...fieldsOf(present), [key]: readValue(value.trim(), notation) };
  }
  return body;
}

function readValue(text: string, notation: string | undefined, present?: unknown): unknown {
  if (notation === "list") {
    const items = text.split(",").map((item) => item.trim());
    return [...new Set(Array.isArray(present) ? [...present, ...items] : items)];
  }
  if (notation !== "json") return text;
  try {
    return readJson(text);
  } catch {
    // The control refuses it and says what it expects.
    return text;
  }
}

/** Answers a form with a redirect to its next page, or with a page that says why it was refused. */
export async function answerForms(context: Context, next: Next): Promise<void> {
  await next();
  const form = await formOf(context);
  if (form === undefined) return;
  const wanted = form.get(NEXT) ?? "";
  // A path on this server: `//host` would lead elsewhere.
  const page = /^\/(?![/\\])/.test(wanted) ? wanted : "/";
  if (context.res.ok) {
    context.res = context.redirect(page, 303);
    return;
  }
  const { error } = fieldsOf(await context.res.json());
  const status = context.res.status === 404 ? 404 : 422;
  context.res = await context.html(refusedPage(String(error), page), status);
}
