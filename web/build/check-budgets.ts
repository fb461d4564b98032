import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

type Chunk = Rolldown.OutputChunk;
type Budget = { screen: string; modules: readonly string[]; maxKilobytes: number };

/** What a screen's JavaScript may weigh, gzipped, together with all that was loaded before it. */
const BUDGETS: readonly Budget[] = [
  { screen: "sign in", modules: ["/index.html", "/src/i18n/ar/index.ts"], maxKilobytes: 220 },
  {
    screen: "orders",
    modules: ["/index.html", "/src/i18n/ar/index.ts", "/src/workspace.tsx", "/src/orders/orders-screen.tsx"],
    maxKilobytes: 350,
  },
];

/** Prints what each screen weighs, and fails the build when one is too heavy. */
export const checkBudgets = (): Plugin => ({
  name: "check-budgets",
  apply: "build",
  writeBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((output): output is Chunk => output.type === "chunk");
    const sizes = new Map(chunks.map(({ fileName, code }) => [fileName, gzipSync(code).length]));
    const kilobytes = (names: Iterable<string>) =>
      [...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0) / 1000;

    const weigh = ({ screen, modules, maxKilobytes }: Budget) => {
      const loaded = new Set(modules.flatMap((module) => [...withImports(chunks, chunkOf(chunks, module))]));
      return { screen, loaded, weight: kilobytes(loaded), maxKilobytes };
    };
    const results = BUDGETS.map(weigh);
    for (const { screen, weight, maxKilobytes } of results)
      console.log(`${screen}: ${weight.toFixed(1)} KB of JavaScript, gzipped (at most ${maxKilobytes})`);

    const atOrders = results.at(-1)?.loaded ?? new Set<string>();
    for (const chunk of chunks.filter((one) => one.isDynamicEntry && !atOrders.has(one.fileName))) {
      const further = [...withImports(chunks, chunk)].filter((name) => !atOrders.has(name));
      console.log(`${chunk.name}: ${kilobytes(further).toFixed(1)} KB more`);
    }
    const tooHeavy = results.filter(({ weight, maxKilobytes }) => weight > maxKilobytes);
    if (tooHeavy.length > 0) this.error(`too heavy: ${tooHeavy.map(({ screen }) => screen).join(", ")}`);
  },
});

function chunkOf(chunks: readonly Chunk[], module: string): Chunk {
  const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/web${module}`));
  if (!chunk) throw new Error(`${module} is no chunk of its own: the budgets name it`);
  return chunk;
}

/** The chunk's file and all that it cannot start without. */
function withImports(chunks: readonly Chunk[], chunk: Chunk, seen = new Set<string>()): Set<string> {
  if (seen.has(chunk.fileName)) return seen;
  seen.add(chunk.fileName);
  for (const name of chunk.imports) {
    const next = chunks.find(({ fileName }) => fileName === name);
    if (next) withImports(chunks, next, seen);
  }
  return seen;
}
