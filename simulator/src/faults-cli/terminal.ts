import { type Command, InvalidArgumentError, Option } from "commander";
import { ControlClient } from "./control-client.js";

const DEFAULT_URL = "http://127.0.0.1:9400";

/** What a command works with: the simulator it asks, and the way it tells of the answer. */
export interface Terminal {
  readonly client: ControlClient;
  /** Prints the JSON where `--json` wants it, or else what `sentence` makes of it. */
  readonly tell: (json: string, sentence: () => string) => void;
}

/** The command with the options that all its subcommands share. */
export function withTerminalOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--url <url>", "where the simulator listens")
        .env("SIMULATOR_URL")
        .default(DEFAULT_URL)
        .argParser(httpUrl),
    )
    .option("--json", "print the simulator's own answer");
}

/** The terminal of a subcommand that was called. */
export function terminalOf(command: Command): Terminal {
  const { url, json = false } = command.optsWithGlobals<{ url: string; json?: boolean }>();
  return {
    client: new ControlClient(url),
    tell: (text, sentence) => command.configureOutput().writeOut?.(`${json ? text : sentence()}\n`),
  };
}

function httpUrl(text: string): string {
  if (/^https?:\/\/./.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError(`It must be a URL such as ${DEFAULT_URL}.`);
}
