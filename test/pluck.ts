/** One field of each. */
export const pluck = <T, K extends keyof T>(list: readonly T[] | undefined, field: K): T[K][] | undefined =>
  list?.map((one) => one[field]);
