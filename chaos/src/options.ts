import { parseArgs } from "node:util";
import { FAULT_PROFILE_NAMES } from "../../simulator/src/faults/fault-profiles.js";

export type CommandLine = ReturnType<typeof readOptions>;

export const USAGE = `npm run chaos -- [--orders 300] [--seed 1 | 1..5] [--faults all | none | ${FAULT_PROFILE_NAMES.slice(0, 2).join(",")},…] [--kill] [--json]`;

export class UsageError extends Error {
  override readonly name = "UsageError";
}

const MOST_ORDERS = 5_000;
const MOST_SEED = 2 ** 31 - 1;

/** @throws UsageError */
export function readOptions(args: readonly string[]) {
  const { orders, seed, faults, kill, json } = parse(args);
  return {
    orders: wholeNumber("--orders", orders, 1, MOST_ORDERS),
    seeds: readSeeds(seed),
    faults: readFaults(faults),
    kill,
    json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        orders: { type: "string", default: "300" },
        seed: { type: "string", default: "1" },
        faults: { type: "string", default: "all" },
        kill: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readSeeds(text: string): number[] {
  const [first = "", last = first, ...more] = text.split("..");
  if (more.length > 0) throw new UsageError(`--seed takes a number or two with ".." between, not ${text}`);
  const from = wholeNumber("--seed", first, 0, MOST_SEED);
  const to = wholeNumber("--seed", last, from, Math.min(from + 99, MOST_SEED));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function readFaults(text: string): readonly string[] {
  if (text === "all") return FAULT_PROFILE_NAMES;
  if (text === "none") return [];
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !(FAULT_PROFILE_NAMES as readonly string[]).includes(name));
  if (unknown.length === 0) return names;
  throw new UsageError(
    `--faults knows no ${unknown.join(", ")}: it is all, none, or some of ${FAULT_PROFILE_NAMES.join(", ")}`,
  );
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${option} takes a whole number from ${least} to ${most}, not ${text || "nothing"}`);
}
