/** The vendor's "no": the sentence goes to the caller as it stands. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** Dotted path of the field that is at fault, where there is one. */
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}
