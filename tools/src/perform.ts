import type { Command, OutputConfiguration } from "commander";
import { EXIT, type Outcome } from "./command-failure.js";
import { createStyle, type Style } from "./present/style.js";
import { openProject, type Project } from "./project/open-project.js";

export type Terminal = Required<Pick<OutputConfiguration, "writeOut" | "writeErr">> & {
  /** Whether the standard output is a terminal that wants colours. */
  isColoured: boolean;
};

/** What a command's definition is given by the program, and sets: how the program ends. */
export type Host = { readonly terminal: Terminal; exitCode: number };

type GlobalOptions = Parameters<typeof openProject>[0] & { json?: boolean };

export type Tool = { project: Project; style: Style };

/**
 * The action of a command: opens the project, works, prints what came of it in the one form that was asked for, and
 * closes.
 *
 * @param work gets the command's options, then its arguments
 */
export function perform<Options extends object>(
  host: Host,
  work: (tool: Tool, options: Options, args: readonly string[]) => Promise<Outcome>,
): (...given: unknown[]) => Promise<void> {
  const { terminal } = host;
  return async (...given) => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<GlobalOptions & Options>();
    const project = await openProject(options, process.env, terminal.writeErr);
    try {
      const style = createStyle(terminal.isColoured && options.json !== true);
      const outcome = await work({ project, style }, options, command.processedArgs as readonly string[]);
      terminal.writeOut(options.json ? `${JSON.stringify(outcome.data)}\n` : `${outcome.text}\n`);
      host.exitCode = outcome.isFine ? EXIT.fine : EXIT.failed;
    } finally {
      await project.close();
    }
  };
}
