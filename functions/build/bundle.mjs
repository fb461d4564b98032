// Makes what is deployed: dist, with the packages that it uses, without what no function needs of them. See
// docs/decisions/0012-cold-start.md.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { withoutPackages } from "./without-packages.mjs";
import { withoutUnused } from "./without-unused.mjs";

/** @type {import("esbuild").Plugin} */
const jsonAsText = {
  name: "JSON is read faster as text than as a program",
  setup(bundler) {
    bundler.onLoad({ filter: /\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
      return { contents: `module.exports = JSON.parse(${JSON.stringify(text)});`, loader: "js" };
    });
  },
};

// What CommonJS packages expect to find in their module; and stacks name the places in src.
const banner = [
  'import { createRequire as createRequireOfPackages } from "node:module";',
  "const require = createRequireOfPackages(import.meta.url);",
  "const { filename: __filename, dirname: __dirname } = import.meta;",
  "process.setSourceMapsEnabled(true);",
].join("\n");

const dir = fileURLToPath(new URL("..", import.meta.url));
const next = join(dir, "dist.next");
const dist = join(dir, "dist");
rmSync(next, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: dir,
  entryPoints: { index: "src/index.ts", listen: "src/notifications/listen.ts" },
  outdir: next,
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  format: "esm",
  platform: "node",
  target: "node20.19",
  // It is installed where this runs, and next to nobody needs it.
  external: ["node-forge"],
  minifyWhitespace: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: "external",
  banner: { js: banner },
  plugins: [jsonAsText, withoutUnused],
  logLevel: "warning",
  metafile: true,
});

// The licences of what is installed with the functions are checked, those of development dependencies are not.
const { packages } = JSON.parse(readFileSync(join(dir, "package-lock.json"), "utf8"));
for (const input of Object.keys(metafile.inputs)) {
  const [path] = /^node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
  if (path === undefined) continue;
  const isShipped = path in packages && !packages[path].dev;
  if (!isShipped) throw new Error(`${input} would be deployed, and is no production dependency`);
}

for (const name of readdirSync(next, { recursive: true, encoding: "utf8" })) {
  if (!name.endsWith(".map")) continue;
  const path = join(next, name);
  writeFileSync(path, JSON.stringify(withoutPackages(JSON.parse(readFileSync(path, "utf8")))));
}
rmSync(dist, { recursive: true, force: true });
renameSync(next, dist);
