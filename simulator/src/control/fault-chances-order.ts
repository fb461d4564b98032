import { isLosslessNumber } from "lossless-json";
import { z } from "zod";
import { Refusal } from "../checkouts/refusal.js";
import type { CountedChance, FaultChance, FaultChances } from "../faults/fault-chances.js";
import { readFaultOrder } from "../faults/fault-order.js";
import { FAULT_PROFILE_NAMES, FAULT_PROFILES, type FaultProfileName } from "../faults/fault-profiles.js";
import { jsonNumber, readControl } from "../fields.js";
import { readJson, writeJson } from "../json.js";

const rate = jsonNumber
  .transform(({ value }) => Number(value))
  .refine((value) => value >= 0 && value <= 1, "must be between 0 and 1");

// A number and the same number in quotes are one seed.
const seed = z.union(
  [
    z.string().min(1),
    jsonNumber.refine(({ value }) => /^-?\d+$/.test(value)).transform(({ value }) => value),
  ],
  { error: "must be a whole number or a text: the same seed gives the same faults" },
);

const chancesOrder = z.strictObject({
  seed,
  chances: z.array(z.unknown()).default([]),
  profiles: z.array(z.enum(FAULT_PROFILE_NAMES)).default([]),
  rate: rate.optional(),
});

const chanceOrder = z.looseObject({
  rate,
  name: z.string().min(1).optional(),
  times: z.undefined({ error: "is for armed faults; a chance has a rate instead" }).optional(),
});

const range = z.object({ ms: z.strictObject({ min: jsonNumber, max: jsonNumber }) });

export interface ChancesOrder {
  readonly seed: string;
  readonly chances: readonly FaultChance[];
}

/** Reads single chances, then those of profiles. @throws {Refusal} naming the field by its whole path */
export function readChancesOrder(json: unknown): ChancesOrder {
  const order = readControl(chancesOrder, json);
  if (order.rate !== undefined && order.profiles.length === 0) {
    throw new Refusal("rate: is for profiles; each of the chances has a rate of its own", "rate");
  }
  const chances = [
    ...order.chances.map((chance, index) => readChanceAt(index, chance)),
    ...order.profiles.flatMap((name) => profiledChances(name, order.rate)),
  ];
  if (chances.length === 0) {
    throw new Refusal("chances: name at least one chance or profile; DELETE removes the chances", "chances");
  }
  const names = chances.map(({ name }) => name);
  // Two chances of one name would draw the same numbers.
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return { seed: order.seed, chances };
  throw new Refusal(`name: two chances are called "${repeated}"; give each a name of its own`, "name");
}

/** Where nobody has chosen one. */
const FIRST_SEED = "7";

/** Adds one chance, or profiles, and replaces those of the same name or profile. @throws {Refusal} */
export function readAddedChances(json: unknown, present: FaultChances): ChancesOrder {
  const {
    seed = present.seed ?? FIRST_SEED,
    profiles,
    rate,
    ...chance
  } = readControl(z.looseObject({}), json);
  const name = `chance-${present.list().length + 1}`;
  const added = readChancesOrder(
    profiles === undefined
      ? { seed, chances: [{ name, rate, ...chance }] }
      : { seed, profiles, rate, ...chance },
  );
  const names = new Set(added.chances.map((one) => profileOf(one.name)));
  const kept = present.list().filter((old) => !names.has(profileOf(old.name)));
  return { seed: added.seed, chances: [...kept, ...added.chances] };
}

/** The profile of a chance with such a name, else the name itself. */
function profileOf(name: string): string {
  return name.replace(/\/\d+$/, "");
}

function profiledChances(name: FaultProfileName, rateForAll: number | undefined): FaultChance[] {
  return FAULT_PROFILES[name].chances.map((chance, index) => {
    const read = readChance(readJson(writeJson(chance)), `${name}/${index + 1}`);
    return rateForAll === undefined ? read : { ...read, rate: rateForAll };
  });
}

function readChanceAt(index: number, json: unknown): FaultChance {
  try {
    return readChance(json, `chance-${index + 1}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const path = ["chances", index, ...(error.field === undefined ? [] : [error.field])].join(".");
    throw new Refusal(`chances.${index}: ${error.message}`, path);
  }
}

function readChance(json: unknown, defaultName: string): FaultChance {
  const { rate, name = defaultName, times: _never, ...order } = readControl(chanceOrder, json);
  if (isLosslessNumber(order.ms) || typeof order.ms !== "object") {
    const { operation, match, effect } = readFaultOrder(order);
    return { name, rate, operation, match, effect };
  }
  const { min, max } = readControl(range, order).ms;
  if (Number(min.value) > Number(max.value)) throw new Refusal("ms.min: must not be above ms.max", "ms.min");
  // Both ends must be valid for the kind of fault.
  readFaultOrder({ ...order, ms: max });
  const { operation, match, effect } = readFaultOrder({ ...order, ms: min });
  return { name, rate, operation, match, effect, msUpTo: Number(max.value) };
}

/** A chance in the form in which it can be ordered again, with its counts. */
export function chanceView({ effect, msUpTo, occasions, happened, ...chance }: CountedChance): object {
  const ms = "ms" in effect && msUpTo !== undefined ? { ms: { min: effect.ms, max: msUpTo } } : {};
  return { ...chance, ...effect, ...ms, occasions, happened };
}
