/** @param times in ms */
export const summary = (times: number[]) => ({
  p50: median(times),
  p95: quantile(times, 0.95),
  max: round(Math.max(...times)),
});

export const median = (times: number[]): number => quantile(times, 0.5);

export function quantile(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

const round = (ms: number): number => Number(ms.toFixed(1));
