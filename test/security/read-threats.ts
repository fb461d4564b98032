import { lexer, type Tokens } from "marked";

type NamedTest = { /** Relative to the root. */ file: string; title: string };
type Threat = { threat: string; tests: NamedTest[] };

/**
 * The rows of all tables whose header begins with "threat". A test is named as `[spec] › title`, where `[spec]: ../../path`
 * stands at the page's end; several are separated by `<br>`.
 *
 * @throws when a test's name cannot be understood
 */
export function readThreats(markdown: string): Threat[] {
  const definitions = [...markdown.matchAll(/^\[([^\]]+)\]: \.\.\/\.\.\/(\S+)$/gm)];
  const files = new Map(definitions.map(([, name = "", file = ""]) => [name, file]));
  const tables = lexer(markdown).filter((token): token is Tokens.Table => token.type === "table");
  const rows = tables.filter(({ header }) => header[0]?.text === "threat").flatMap(({ rows: all }) => all);
  return rows.map(([threat, tests]) => ({
    threat: threat?.text ?? "",
    tests: (tests?.text ?? "")
      .split("<br>")
      .map((one) => one.trim())
      .filter((one) => one !== "")
      .map((one) => readTest(one, files)),
  }));
}

function readTest(text: string, files: ReadonlyMap<string, string>): NamedTest {
  const [, name = "", title] = /^\[([^\]]+)\] › (.+)$/.exec(text) ?? [];
  const file = files.get(name);
  if (file === undefined || title === undefined) throw new Error(`this names no test: ${text}`);
  return { file, title };
}
