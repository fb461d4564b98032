import { z } from "zod";
import { anyJson } from "../control/control-fields.js";
import type { JsonValue } from "../json.js";
import { CommandFailure } from "./command-failure.js";
import type { ControlClient, ControlReply } from "./control-client.js";

const present = z.object({
  seed: z.string().nullable(),
  chances: z.array(z.object({ name: z.string() }).catchall(anyJson)),
});

export interface AddedChances {
  /** Absent: the seed that holds. */
  readonly seed?: string | undefined;
  readonly chances?: readonly JsonValue[];
  readonly profiles?: readonly string[];
  readonly rate?: JsonValue | undefined;
}

/**
 * Adds to the chances that hold. One of the same name gives way, and so do those of a profile that is named again.
 *
 * @throws {CommandFailure} when there is no seed yet and none is given
 */
export async function addChances(client: ControlClient, added: AddedChances): Promise<ControlReply> {
  const { json: reply } = await client.ask("GET", "faults/chances");
  const { seed: presentSeed, chances: all } = present.parse(reply);
  const seed = added.seed ?? presentSeed;
  if (seed === null) {
    throw new CommandFailure(
      "--seed: give one, any number or word; the same seed gives the same faults again",
      2,
    );
  }
  const { chances = [], profiles = [], rate } = added;
  const newNames = chances.map(nameOf);
  const kept = all
    .filter(({ name }) => !newNames.includes(name))
    .filter(({ name }) => !profiles.some((profile) => name.startsWith(`${profile}/`)))
    .map(({ occasions: _occasions, happened: _happened, ...chance }) => chance);
  return client.ask("PUT", "faults/chances", {
    seed,
    chances: [...kept, ...chances],
    profiles,
    ...(rate !== undefined && { rate }),
  });
}

function nameOf(chance: JsonValue): unknown {
  return z.object({ name: z.string() }).safeParse(chance).data?.name;
}
