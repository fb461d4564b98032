import assert from "node:assert/strict";
import type { Bench, Reply } from "./with-simulator.js";

interface PageForm {
  readonly method: string;
  readonly action: string;
  readonly fields: URLSearchParams;
  readonly optional: ReadonlySet<string>;
  readonly buttons: readonly { readonly label: string; readonly name: string; readonly value: string }[];
}

/**
 * Opens a page, fills in its first form with this button, and presses that.
 *
 * @param typed by a field's name; only what the form has can be typed or ticked
 */
export async function pressButton(
  bench: Bench,
  path: string,
  label: string,
  typed: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const form = formsOf((await bench.page(path)).text).find(({ buttons }) =>
    buttons.some((button) => button.label === label),
  );
  assert.ok(form, `${path} has no button "${label}"`);
  for (const [name, value] of Object.entries(typed)) {
    assert.ok(form.fields.has(name) || form.optional.has(name), `${label} has no field ${name}`);
    form.fields.set(name, value);
  }
  const { name = "", value = "" } = form.buttons.find((button) => button.label === label) ?? {};
  if (name !== "") form.fields.append(name, value);
  if (form.method === "get") return bench.page(`${form.action}?${form.fields.toString()}`);
  return bench.page(form.action, form.fields);
}

function formsOf(page: string): PageForm[] {
  return [...page.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head = "", content = ""]) => {
    const fields = new URLSearchParams();
    const optional = new Set<string>();
    for (const [, attributes = ""] of content.matchAll(/<input\b([^>]*)>/g)) {
      const { name = "", value = "", type } = attributesOf(attributes);
      if (type === "checkbox") optional.add(name);
      else fields.set(name, value);
    }
    for (const [, attributes = "", options = ""] of content.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
      const first = /<option\b([^>]*)>/.exec(options)?.[1] ?? "";
      fields.set(attributesOf(attributes).name ?? "", attributesOf(first).value ?? "");
    }
    const buttons = [...content.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)].map(
      ([, attributes = "", label = ""]) => ({
        label: unescaped(label),
        name: "",
        value: "",
        ...attributesOf(attributes),
      }),
    );
    const { method = "get", action = "" } = attributesOf(head);
    return { method, action, fields, optional, buttons };
  });
}

function attributesOf(text: string): Partial<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value = ""]) => [name, unescaped(value)]),
  );
}

function unescaped(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
