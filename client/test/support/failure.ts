import assert from "node:assert/strict";
import { PointCheckoutError } from "../../src/index.js";

export async function failure(work: Promise<unknown>): Promise<PointCheckoutError> {
  const error = await work.then(
    () => assert.fail("it succeeded"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PointCheckoutError, String(error));
  return error;
}
