import { isLosslessNumber, type LosslessNumber } from "lossless-json";
import { z } from "zod";
import { Refusal } from "../checkouts/refusal.js";
import type { CountedChance, FaultChance, FaultChances } from "../faults/fault-chances.js";
import { readFaultOrder } from "../faults/fault-order.js";
import {
  FAULT_PROFILE_NAMES,
  FAULT_PROFILES,
  type FaultProfile,
  type FaultProfileName,
} from "../faults/fault-profiles.js";
import { readControl } from "../fields.js";
import { readJson, writeJson } from "../json.js";

const anyNumber = z.custom<LosslessNumber>(isLosslessNumber, "must be a number");

const rate = anyNumber
  .transform(({ value }) => Number(value))
  .refine((value) => value >= 0 && value <= 1, "must be between 0 and 1");

// A number and the same number in quotes are one seed.
const seed = z.union(
  [z.string().min(1), anyNumber.refine(({ value }) => /^-?\d+$/.test(value)).transform(({ value }) => value)],
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

const range = z.object({ ms: z.strictObject({ min: anyNumber, max: anyNumber }) });

export interface ChancesOrder {
  readonly seed: string;
  readonly chances: readonly FaultChance[];
}

/**
 * Reads what is to go wrong now and then: chances one by one, then those of profiles.
 *
 * @throws {Refusal} naming the field, as deep as it lies
 */
export function readChancesOrder(json: unknown): ChancesOrder {
  const order = readControl(chancesOrder, json);
  if (order.rate !== undefined && order.profiles.length === 0) {
    throw new Refusal("rate: is for profiles; each of the chances has a rate of its own", "rate");
  }
  const chances = [
    ...order.chances.map((chance, index) =>
      within(`chances.${index}`, () => readChance(chance, `chance-${index + 1}`)),
    ),
    ...order.profiles.flatMap((name) => profiledChances(name, order.rate)),
  ];
  if (chances.length === 0) {
    throw new Refusal("chances: name at least one chance or profile; DELETE takes them away", "chances");
  }
  requireOwnNames(chances);
  return { seed: order.seed, chances };
}

const addition = z.looseObject({
  seed: z.unknown().optional(),
  profiles: z.unknown().optional(),
  rate: z.unknown().optional(),
});

/**
 * Reads one chance, or profiles, and adds them to the present ones. A chance of the same name is replaced, and so are
 * those of a profile that is named again. Without a seed, the present one stays.
 *
 * @throws {Refusal} naming the field
 */
export function readAddedChances(json: unknown, present: FaultChances): ChancesOrder {
  const { seed = present.seed, profiles, rate, ...chance } = readControl(addition, json);
  const name = `chance-${present.list().length + 1}`;
  const added = readChancesOrder(
    profiles === undefined
      ? { seed, chances: [{ name, rate, ...chance }] }
      : { seed, profiles, rate, ...chance },
  );
  const isReplaced = (old: FaultChance) =>
    added.chances.some((one) => one.name === old.name || profileOf(one.name) === profileOf(old.name));
  return {
    seed: added.seed,
    chances: [...present.list().filter((old) => !isReplaced(old)), ...added.chances],
  };
}

/** The profile that a chance belongs to, by its name; else the name itself. */
function profileOf(name: string): string {
  return name.replace(/\/\d+$/, "");
}

function profiledChances(name: FaultProfileName, rateForAll: number | undefined): FaultChance[] {
  const profile: FaultProfile = FAULT_PROFILES[name];
  return profile.chances.map((chance, index) => {
    const read = readChance(readJson(writeJson(chance)), `${name}/${index + 1}`);
    return rateForAll === undefined ? read : { ...read, rate: rateForAll };
  });
}

function readChance(json: unknown, defaultName: string): FaultChance {
  const { rate, name = defaultName, times: _never, ...order } = readControl(chanceOrder, json);
  if (isLosslessNumber(order.ms) || typeof order.ms !== "object") {
    return chanceOf(name, rate, order, undefined);
  }
  const { min, max } = readControl(range, order).ms;
  if (Number(min.value) > Number(max.value)) throw new Refusal("ms.min: must not be above ms.max", "ms.min");
  // Both ends must be what the kind of fault allows.
  readFaultOrder({ ...order, ms: max });
  return chanceOf(name, rate, { ...order, ms: min }, Number(max.value));
}

function chanceOf(name: string, rate: number, order: object, msUpTo: number | undefined): FaultChance {
  const { operation, match, effect } = readFaultOrder(order);
  return { name, rate, operation, match, effect, msUpTo };
}

/** Two chances of one name would draw the same numbers: the second would happen with the first or never. */
function requireOwnNames(chances: readonly FaultChance[]): void {
  const names = new Set<string>();
  for (const { name } of chances) {
    if (names.has(name)) {
      throw new Refusal(`name: two chances are called "${name}"; give each a name of its own`, "name");
    }
    names.add(name);
  }
}

function within<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const field = error.field === undefined ? path : `${path}.${error.field}`;
    throw new Refusal(`${path}: ${error.message}`, field);
  }
}

/** A chance in the form in which it can be ordered again, and how often it could happen and did. */
export function chanceView(chance: CountedChance): object {
  const { name, rate, operation, match, effect, msUpTo, occasions, happened } = chance;
  const ms = "ms" in effect && msUpTo !== undefined ? { ms: { min: effect.ms, max: msUpTo } } : {};
  return { name, rate, operation, match, ...effect, ...ms, occasions, happened };
}
