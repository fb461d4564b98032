import { isLosslessNumber, type LosslessNumber } from "lossless-json";
import { z } from "zod";
import { anyJson } from "../control/control-fields.js";
import { type JsonValue, writeJson } from "../json.js";
import { columns } from "./columns.js";

const number = z
  .custom<LosslessNumber>(isLosslessNumber, "must be a number")
  .transform(({ value }) => Number(value));

// Whatever else is there are the fields of the kind, which this command need not know.
const match = z.record(z.string(), z.string());

const armedFaults = z.object({
  faults: z.array(
    z
      .object({ id: z.string(), operation: z.string(), kind: z.string(), match, times: number.nullable() })
      .extend({ happened: number })
      .catchall(anyJson),
  ),
});

const faultChances = z.object({
  seed: z.string().nullable(),
  chances: z.array(
    z
      .object({ name: z.string(), rate: number, operation: z.string(), kind: z.string(), match })
      .extend({ occasions: number, happened: number })
      .catchall(anyJson),
  ),
});

/** What is armed, a fault a line. @param reply the answer of `GET /simulator/faults` */
export function armedListing(reply: unknown): string {
  const { faults } = armedFaults.parse(reply);
  if (faults.length === 0) return "No fault is armed.";
  const rows = faults.map(({ id, operation, kind, match: ids, times, happened, ...fields }) => [
    `  ${id}`,
    operation,
    kind,
    fieldsText({ ...ids, ...fields }),
    times === null ? "forever" : `${times - happened} to come`,
    `happened ${happened}`,
  ]);
  return `Armed:\n${columns(rows)}`;
}

/** The chances that hold, one a line. @param reply the answer of `GET /simulator/faults/chances` */
export function chancesListing(reply: unknown): string {
  const { seed, chances } = faultChances.parse(reply);
  if (seed === null) return "No chances hold.";
  const rows = chances.map(({ name, rate, operation, kind, match: ids, occasions, happened, ...fields }) => [
    `  ${name}`,
    operation,
    kind,
    fieldsText({ ...ids, ...fields }),
    // Seven digits are more than anybody means, and hide what a float makes of 7 %.
    `${Number((rate * 100).toPrecision(7))} %`,
    `happened ${happened} of ${occasions}`,
  ]);
  return `Chances, seed ${seed}:\n${columns(rows)}`;
}

function fieldsText(fields: Readonly<Record<string, JsonValue>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : writeJson(value)}`)
    .join(" ");
}
