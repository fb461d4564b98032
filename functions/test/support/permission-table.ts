import { readFileSync } from "node:fs";
import { lexer, type Tokens } from "marked";

const ROLES = ["anonymous", "customer", "other customer", "staff", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const OPERATIONS = ["call", "post", "run", "get", "list", "create", "update", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];
export const DOCUMENT_OPERATIONS: readonly Operation[] = ["get", "list", "create", "update", "delete"];

/** Whether somebody may do one thing: one cell of the table for each operation and target of its row. */
export type Cell = {
  operation: Operation;
  /** A function's name, or a document's path with placeholders. */
  target: string;
  /** What the row says beside. */
  remark: string;
  role: Role;
  allowed: boolean;
};

/**
 * The cells of a permission table in markdown: the one whose header begins with "what". The first column of a row has
 * operations, a colon, then the targets that share its cells.
 *
 * @throws when a row cannot be understood
 */
export function readPermissions(markdown: string): Cell[] {
  const tables = lexer(markdown).filter((token): token is Tokens.Table => token.type === "table");
  const table = tables.find(({ header }) => header[0]?.text === "what");
  if (!table) throw new Error('there is no table whose header begins with "what"');
  const roles = table.header.slice(1).map(({ text }) => ROLES.find((role) => role === text) ?? unknown(text));
  if (roles.join() !== ROLES.join()) throw new Error(`the columns have to be ${ROLES.join(", ")}`);
  return table.rows.flatMap(([what, ...cells]) => {
    // `get` `list`: `orders/{orderId}`, `checkouts/{checkoutId}`
    const [before = "", behind = "", more] = (what?.text ?? "").split(": ");
    const [operations, targets] = [wordsOf(before), wordsOf(behind)];
    if (more !== undefined || operations.length === 0 || targets.length === 0) unknown(what?.text ?? "");
    const remark = behind.replaceAll(/`[^`]+`|,/g, "").trim();
    const pairs = operations.flatMap((word) => {
      const operation = OPERATIONS.find((one) => one === word) ?? unknown(word);
      return targets.map((target) => ({ operation, target, remark }));
    });
    return pairs.flatMap((pair) =>
      roles.map((role, index) => {
        const { text } = cells[index] ?? { text: "" };
        if (text !== "yes" && text !== "no") unknown(`${what?.text}: ${role}: "${text}"`);
        return { ...pair, role, allowed: text === "yes" };
      }),
    );
  });
}

const wordsOf = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? "");

function unknown(text: string): never {
  throw new Error(`the permission table says what nobody understands: ${text}`);
}

export const documentedPermissions = (): Cell[] =>
  readPermissions(readFileSync(new URL("../../../docs/security.md", import.meta.url), "utf8"));

/** The paths that rules match, nested ones whole: `orders/{orderId}/events/{eventId}`. */
export function matchedPaths(rules: string): string[] {
  const paths: string[] = [];
  const open: (string | null)[] = [];
  for (const line of rules.split("\n").map((one) => one.replace(/\/\/.*/, ""))) {
    const match = /^\s*match\s+(\/\S+)\s*\{/.exec(line)?.[1];
    if (match !== undefined) {
      open.push(match);
      paths.push(open.filter((one) => one !== null).join(""));
    } else if (/\{\s*$/.test(line)) open.push(null);
    else if (/^\s*\}/.test(line)) open.pop();
  }
  const root = "/databases/{database}/documents";
  return paths.map((path) => path.slice(root.length + 1)).filter((path) => path !== "");
}

/** Whether a path of the table is one that a rule's path is about. */
export function isAbout(rulePath: string, tablePath: string): boolean {
  if (rulePath.startsWith("{path=**}") || tablePath.startsWith("{path=**}")) return rulePath === tablePath;
  const segments = rulePath.split("/").map((one) => {
    if (one.includes("=**")) return ".+";
    return one.startsWith("{") ? "[^/]+" : one;
  });
  return new RegExp(`^${segments.join("/")}$`).test(tablePath);
}
