/** A change that the checkout's present status does not allow. */
export class UnlawfulMove extends Error {
  override readonly name = "UnlawfulMove";
}
