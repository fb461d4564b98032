/** A control names a checkout that the simulator does not hold. */
export class NoSuchCheckout extends Error {
  override readonly name = "NoSuchCheckout";

  constructor(id: string) {
    super(`The simulator has no checkout ${id}.`);
  }
}
