/** A refused request; the caller gets the message. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
  /** Dotted path of the wrong field, if there is one. */
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}

/** A change that the checkout's present status does not allow. */
export class UnlawfulMove extends Refusal {
  override readonly name = "UnlawfulMove";
}

/** A control names something that the simulator does not have. */
export class NotFound extends Refusal {
  override readonly name = "NotFound";
}

/** @throws `refusal` when nothing was found */
export function required<T>(found: T | undefined, refusal: Refusal): T {
  if (found === undefined) throw refusal;
  return found;
}
