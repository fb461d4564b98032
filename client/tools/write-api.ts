// Writes client/api.md, the report of everything that the client exports, from its declarations as they are published.
//   node --import=tsx client/tools/write-api.ts           writes it
//   node --import=tsx client/tools/write-api.ts --check   fails when it is not what would be written
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { API, type Symbol as Entity, type Project, SymbolFlags } from "typescript/unstable/sync";
import { buildClient } from "./build-client.js";
import { keepFile } from "./keep-file.js";

/** The statement that declares an export, with its documentation. */
function declaration(project: Project, exported: Entity): string {
  const { checker } = project;
  const entity = exported.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const node = entity.declarations[0]?.resolve(project) ?? missing(exported.name);
  let statement = node;
  const source = node.getSourceFile();
  while (statement.parent !== source) statement = statement.parent;
  return source.text
    .slice(statement.getFullStart(), statement.end)
    .replace(/^\s*(import [^\n]*\n)*/, "")
    .trim();
}

function missing(what: string): never {
  throw new Error(`the compiler does not find ${what}`);
}

function readDeclarations(): Map<string, string> {
  const directory = buildClient("client-api");
  const config = join(directory, "tsconfig.json");
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    lib: ["es2022", "dom"],
    types: [],
    noEmit: true,
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, files: ["lib/index.d.ts"] }));
  const api = new API({ cwd: directory });
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config) ?? missing(config);
    const source =
      project.program.getSourceFile(join(directory, "lib", "index.d.ts")) ?? missing("index.d.ts");
    const module = project.checker.getSymbolAtLocation(source) ?? missing("the exports of index.d.ts");
    const exported = project.checker.getExportsOfModule(module);
    return new Map(exported.map((entity) => [entity.name, declaration(project, entity)]));
  } finally {
    api.close();
  }
}

const declarations = [...readDeclarations()].toSorted(([a], [b]) => (a < b ? -1 : 1));
const section = (title: string, belongs: (text: string) => boolean): string => {
  const blocks = declarations.filter(([, text]) => belongs(text));
  return [`## ${title}`, ...blocks.map(([name, text]) => `### ${name}\n\n\`\`\`ts\n${text}\n\`\`\``)].join(
    "\n\n",
  );
};
const isType = (text: string) => /^export (declare )?type /m.test(text);

const text = [
  "# API of the client",
  "Written by `npm run client:api`; `npm run check` fails when it is not up to date. A change here is a change for every app.",
  section("Functions, classes and constants", (text) => !isType(text)),
  section("Types", isType),
].join("\n\n");

keepFile({
  file: fileURLToPath(new URL("../api.md", import.meta.url)),
  text: `${text}\n`,
  command: "npm run client:api",
});
