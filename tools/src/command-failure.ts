/** Exit codes of every command; see docs/cli.md. */
export const EXIT = { fine: 0, failed: 1, misused: 2 } as const;

/** Why a command did not do what it was asked for, in words for the person at the keyboard, and what helps. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";

  constructor(
    message: string,
    readonly remedy: string,
    readonly exitCode: 1 | 2 = EXIT.failed,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const misused = (message: string, remedy: string): CommandFailure =>
  new CommandFailure(message, remedy, EXIT.misused);

export type Outcome = {
  /** False when the thing that was asked about is bad: the command ends with 1. */
  isFine: boolean;
  data: unknown;
  text: string;
};
