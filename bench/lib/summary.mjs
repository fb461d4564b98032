/** @param {number[]} times in ms */
export function summary(times) {
  return { p50: median(times), p95: quantile(times, 0.95), max: round(Math.max(...times)) };
}

/** @param {number[]} times */
export function median(times) {
  return quantile(times, 0.5);
}

/**
 * @param {number[]} times
 * @param {number} share
 */
export function quantile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

/** @param {number} ms */
const round = (ms) => Number(ms.toFixed(1));
