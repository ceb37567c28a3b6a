/** The middle value; of an even count the mean of both middle ones. `NaN` of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** By the nearest rank: a value that was really seen. `share` is 0 to 1; `NaN` of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** A median with the least and the greatest value beside it. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** The straight line through points that comes nearest to them, and the share of their variance that it explains. */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): {
  slope: number;
  start: number;
  r2: number;
} {
  const mean = (pick: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean((p) => p[0]), mean((p) => p[1])];
  const spreadX = mean((p) => (p[0] - x) ** 2);
  const spreadY = mean((p) => (p[1] - y) ** 2);
  const slope = mean((p) => (p[0] - x) * (p[1] - y)) / spreadX;
  return { slope, start: y - slope * x, r2: (slope ** 2 * spreadX) / spreadY };
}
