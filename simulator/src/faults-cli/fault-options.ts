import { Argument, type Command, InvalidArgumentError } from "commander";
import { anyJson } from "../control/control-fields.js";
import { ANNOUNCE, type FaultKind, OPERATIONS } from "../faults/fault.js";
import { FAULT_KIND_NAMES, FAULT_KINDS } from "../faults/fault-kinds.js";
import { type JsonValue, readJson } from "../json.js";
import { columns } from "./columns.js";

/** What the options of `arm` and `chance` have in common. */
export interface FaultOptions {
  readonly operation: string;
  readonly order?: string;
  readonly request?: string;
  readonly checkout?: string;
  readonly channel?: string;
  readonly set?: JsonValue;
  readonly field?: Readonly<Record<string, JsonValue>>;
}

/** The command with its argument for a kind of fault, and the options that say whom it hits and how. */
export function withFaultOptions(command: Command): Command {
  // The simulator itself judges operations and fields: it knows more of them than could be said here.
  return command
    .addArgument(new Argument("<kind>", "what goes wrong; see below").choices(FAULT_KIND_NAMES))
    .option("--operation <name>", [...OPERATIONS, ANNOUNCE].join(", "), "*")
    .option("--order <id>", "only for this order")
    .option("--request <id>", "only for this request id")
    .option("--checkout <id>", "only for this checkout")
    .option("--channel <name>", "only for announcements on this channel")
    .option(
      "--field <name=value>",
      "a field of the kind; the value is JSON, or else text; repeatable",
      addField,
    )
    .option("--set <json>", "fields of the answer to replace, for the kind answer", jsonText)
    .addHelpText("after", () => `\nKinds:\n${kindLines()}`);
}

/** One line for each kind, with its fields. */
export function kindLines(): string {
  return columns(
    FAULT_KIND_NAMES.map((kind) => [`  ${kind}`, FAULT_KINDS[kind].fields, FAULT_KINDS[kind].does]),
  );
}

/** What a fault needs, for somebody whose order was refused. */
export function fieldsHint(kind: FaultKind): string {
  const { fields } = FAULT_KINDS[kind];
  return fields === ""
    ? `The kind ${kind} takes no fields.`
    : `The kind ${kind} takes: ${fields}. Give each as --field name=value.`;
}

/** The fault as the control API takes it. */
export function faultOrderOf(kind: FaultKind, options: FaultOptions): Readonly<Record<string, JsonValue>> {
  const { operation, order: orderId, request: requestId, checkout: checkoutId, channel, set } = options;
  const match = Object.fromEntries(
    Object.entries({ orderId, requestId, checkoutId, channel }).flatMap(([name, id]) =>
      id === undefined ? [] : [[name, id]],
    ),
  );
  return { operation, match, ...(set !== undefined && { set }), ...options.field, kind };
}

function addField(text: string, before: Readonly<Record<string, JsonValue>> = {}) {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("It must be name=value.");
  return { ...before, [name]: jsonOr(value) ?? value };
}

function jsonText(text: string): JsonValue {
  const value = jsonOr(text);
  if (value === undefined) throw new InvalidArgumentError("It must be JSON.");
  return value;
}

function jsonOr(text: string): JsonValue | undefined {
  try {
    return anyJson.parse(readJson(text));
  } catch {
    return undefined;
  }
}
