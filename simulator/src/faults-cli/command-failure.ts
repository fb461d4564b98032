/** Nothing happened, for a reason that the person at the command line can do something about. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  /** 1: the simulator refused or is not there; 2: the command line itself is wrong. */
  readonly exitCode: 1 | 2;
  /** Whether it was the simulator that refused. */
  readonly isRefusal: boolean;

  constructor(message: string, exitCode: 1 | 2, options: ErrorOptions & { isRefusal?: boolean } = {}) {
    super(message, options);
    this.exitCode = exitCode;
    this.isRefusal = options.isRefusal ?? false;
  }
}
