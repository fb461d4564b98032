import { type Command, InvalidArgumentError, Option } from "commander";
import { fieldsOf } from "../json.js";
import type { ControlReply } from "./control-client.js";
import { readDuration } from "./duration.js";
import { type Terminal, terminalOf } from "./terminal.js";

interface ClockOptions {
  readonly advance?: number;
  readonly offset?: number;
  readonly reset?: true;
}

/** The command that reads and moves the simulator's clock. */
export function addClockCommand(program: Command): void {
  program
    .command("clock")
    .description("shows the simulator's clock, or moves it; links expire accordingly")
    .addOption(
      new Option("--advance <duration>", "moves it on: 90s, 15m, 2h, 7d")
        .argParser(duration)
        .conflicts(["offset", "reset"]),
    )
    .addOption(
      new Option("--offset <duration>", "sets it so far ahead of this machine's; negative: behind")
        .argParser(duration)
        .conflicts(["advance", "reset"]),
    )
    .addOption(new Option("--reset", "sets it right again").conflicts(["advance", "offset"]))
    .action(clock);
}

async function clock(options: ClockOptions, command: Command): Promise<void> {
  const { client, tell } = terminalOf(command);
  const { text, json } = await asked(client, options);
  const { now, offsetMs } = fieldsOf(json);
  tell(text, () => `It is ${String(now)}, ${String(offsetMs)} ms ahead of this machine.`);
}

function asked(client: Terminal["client"], { advance, offset, reset }: ClockOptions): Promise<ControlReply> {
  if (advance !== undefined) return client.ask("POST", "clock", { advanceMs: advance });
  if (offset !== undefined || reset) return client.ask("POST", "clock", { offsetMs: offset ?? 0 });
  return client.ask("GET", "clock");
}

function duration(text: string): number {
  const ms = readDuration(text);
  if (ms !== undefined) return ms;
  throw new InvalidArgumentError("It must be a whole number and a unit: 500ms, 90s, 15m, 2h, 7d.");
}
