import type { LogFields } from "../../src/shared/log.js";

export type LogEntry = { severity: string; jsonPayload: LogFields };

const SEVERITIES = ["DEFAULT", "INFO", "WARNING", "ERROR"];
const TOKEN = /\s*([()]|AND\b|OR\b|>=|=~|=|>|"(?:[^"\\]|\\.)*"|[\w.]+)/y;

/**
 * Reads a filter of Cloud Logging, of which it knows what our metrics are written in: AND before OR, brackets, several
 * values in brackets, and the comparisons `=`, `=~`, `>`, `>=`. What it does not know it refuses.
 *
 * @see https://cloud.google.com/logging/docs/view/logging-query-language
 */
export function parseLogFilter(filter: string): (entry: LogEntry) => boolean {
  const tokens = tokensOf(filter);
  const peek = () => tokens[0];
  const take = (expected?: string): string => {
    const token = tokens.shift();
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new Error(`${token ?? "the end"} where ${expected ?? "more"} was expected: ${filter}`);
    }
    return token;
  };

  type Test = (entry: LogEntry) => boolean;
  /** What `read` reads, and all that follows after the same word. */
  const joined = <T>(word: string, read: () => T): T[] => {
    const all = [read()];
    while (peek() === word) {
      take(word);
      all.push(read());
    }
    return all;
  };
  const any = (): Test => {
    const tests = joined("OR", all);
    return (entry) => tests.some((test) => test(entry));
  };
  const all = (): Test => {
    const tests = joined("AND", one);
    return (entry) => tests.every((test) => test(entry));
  };
  const one = (): Test => {
    if (peek() === "(") return bracketed(any);
    const field = take();
    const operator = take();
    const values = peek() === "(" ? bracketed(() => joined("OR", value)) : [value()];
    return (entry) => values.some((expected) => compare(fieldOf(entry, field), operator, expected));
  };
  const bracketed = <T>(read: () => T): T => {
    take("(");
    const inner = read();
    take(")");
    return inner;
  };
  const value = (): string => {
    const token = take();
    return token.startsWith('"') ? token.slice(1, -1) : token;
  };

  const test = any();
  if (tokens.length > 0) throw new Error(`${tokens[0]} is too much: ${filter}`);
  return test;
}

function tokensOf(filter: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < filter.length; end = TOKEN.lastIndex) {
    const [, token] = TOKEN.exec(filter) ?? [];
    if (token === undefined) throw new Error(`unknown from ${end}: ${filter}`);
    tokens.push(token);
  }
  return tokens;
}

function fieldOf({ severity, jsonPayload }: LogEntry, field: string): LogFields[string] {
  if (field === "severity") return severity;
  if (field === "resource.type") return "cloud_run_revision";
  if (field.startsWith("jsonPayload.")) return jsonPayload[field.slice("jsonPayload.".length)];
  throw new Error(`unknown field ${field}`);
}

/** A field that is not there compares with nothing. */
function compare(actual: LogFields[string], operator: string, expected: string): boolean {
  if (actual === undefined || actual === null) return false;
  const rank = (value: LogFields[string]) => {
    const severity = SEVERITIES.indexOf(String(value));
    return severity === -1 ? Number(value) : severity;
  };
  switch (operator) {
    case "=":
      return String(actual) === expected;
    case "=~":
      return new RegExp(expected).test(String(actual));
    case ">":
      return rank(actual) > rank(expected);
    case ">=":
      return rank(actual) >= rank(expected);
    default:
      throw new Error(`unknown comparison ${operator}`);
  }
}
