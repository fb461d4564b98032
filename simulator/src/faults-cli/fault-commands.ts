import { Argument, type Command, InvalidArgumentError } from "commander";
import type { FaultKind } from "../faults/fault.js";
import { FAULT_PROFILE_NAMES, FAULT_PROFILES } from "../faults/fault-profiles.js";
import { exactNumber, fieldsOf, type JsonValue, textOrUndefined, writeJson } from "../json.js";
import { columns } from "./columns.js";
import { CommandFailure } from "./command-failure.js";
import { type FaultOptions, faultOrderOf, fieldsHint, withFaultOptions } from "./fault-options.js";
import { armedListing, chancesListing } from "./listing.js";
import { addChances } from "./present-chances.js";
import { terminalOf } from "./terminal.js";

const ALL_PROFILES = "all";
const FOREVER = "forever";

type Times = number | typeof FOREVER;

/** The commands about faults: list, arm, chance, profile, clear. */
export function addFaultCommands(program: Command): void {
  program
    .command("list")
    .description("shows what is armed, and the chances with how often they happened")
    .action((_options, command: Command) => list(command));
  withFaultOptions(program.command("arm"))
    .description("makes something go wrong the next time, or the next times")
    .option("--times <n>", 'how often, or "forever"', timesOrForever, 1)
    .action(arm);
  withFaultOptions(program.command("chance"))
    .description("makes something go wrong now and then, beside the chances that hold; counting begins anew")
    .requiredOption("--rate <r>", "on how many occasions: from 0, never, to 1, always", rateNumber)
    .option("--seed <s>", "any number or word; left out: the one that holds")
    .option("--name <name>", "its own name; takes the place of one of that name")
    .action(chance);
  program
    .command("profile")
    .description("adds named sets of chances; counting begins anew")
    .addArgument(new Argument("<names...>").choices([...FAULT_PROFILE_NAMES, ALL_PROFILES]))
    .option("--rate <r>", "of every chance in them; left out: their own", rateNumber)
    .option("--seed <s>", "any number or word; left out: the one that holds")
    .addHelpText("after", () => `\nProfiles:\n${profileLines()}`)
    .action(profile);
  program
    .command("clear")
    .description("disarms one fault, or everything that is armed and all chances")
    .argument("[id]", 'as "list" shows it; "chances" takes the chances away and leaves what is armed')
    .action(clear);
}

async function list(command: Command): Promise<void> {
  const { client, tell } = terminalOf(command);
  const armed = (await client.ask("GET", "faults")).json;
  const chances = (await client.ask("GET", "faults/chances")).json;
  const both = { ...fieldsOf(armed), ...fieldsOf(chances) } as Record<string, JsonValue>;
  tell(writeJson(both), () => `${armedListing(armed)}\n${chancesListing(chances)}`);
}

async function arm(
  kind: FaultKind,
  options: FaultOptions & { readonly times: Times },
  command: Command,
): Promise<void> {
  const { client, tell } = terminalOf(command);
  const times = options.times === FOREVER ? null : options.times;
  const order = { times, ...faultOrderOf(kind, options) };
  const { text, json } = await hinting(kind, client.ask("POST", "faults", order));
  tell(text, () => `${textOrUndefined(fieldsOf(json).id)} is armed.`);
}

async function chance(
  kind: FaultKind,
  options: FaultOptions & { readonly rate: JsonValue; readonly seed?: string; readonly name?: string },
  command: Command,
): Promise<void> {
  const { client, tell } = terminalOf(command);
  const { rate, seed, name } = options;
  const order = { ...faultOrderOf(kind, options), rate, ...(name !== undefined && { name }) };
  const { text, json } = await hinting(kind, addChances(client, { seed, chances: [order] }));
  tell(text, () => chancesListing(json));
}

async function profile(
  names: readonly string[],
  { rate, seed }: { readonly rate?: JsonValue; readonly seed?: string },
  command: Command,
): Promise<void> {
  const { client, tell } = terminalOf(command);
  const profiles = names.includes(ALL_PROFILES) ? FAULT_PROFILE_NAMES : [...new Set(names)];
  const { text, json } = await addChances(client, { seed, profiles, rate });
  tell(text, () => chancesListing(json));
}

async function clear(id: string | undefined, _options: object, command: Command): Promise<void> {
  const { client, tell } = terminalOf(command);
  const path = id === undefined ? "faults" : `faults/${encodeURIComponent(id)}`;
  const { text } = await client.ask("DELETE", path);
  tell(text, () => (id === undefined ? "Nothing is armed, no chances hold." : `${id}: cleared.`));
}

/** Says what a kind of fault takes, when the simulator refused one. */
async function hinting<T>(kind: FaultKind, asking: Promise<T>): Promise<T> {
  return asking.catch((error: unknown) => {
    if (!(error instanceof CommandFailure) || !error.isRefusal) throw error;
    throw new CommandFailure(`${error.message}\n${fieldsHint(kind)}`, error.exitCode, { cause: error });
  });
}

function profileLines(): string {
  return columns(FAULT_PROFILE_NAMES.map((name) => [`  ${name}`, FAULT_PROFILES[name].about]));
}

// The library takes a null for a missing value, so "for ever" stays a word as long as it holds it.
function timesOrForever(text: string): Times {
  if (text === FOREVER) return text;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 on, or "forever".');
}

function rateNumber(text: string): JsonValue {
  if (/^(0(\.\d+)?|1(\.0+)?)$/.test(text)) return exactNumber(text);
  throw new InvalidArgumentError("It must be a number from 0 to 1, such as 0.05.");
}
