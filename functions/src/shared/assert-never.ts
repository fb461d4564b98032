/** Stops the work instead of moving money when a value slipped past the types. @throws {TypeError} always */
export function assertNever(value: never): never {
  throw new TypeError(`No case for ${JSON.stringify(value)}`);
}
