import { areLookAlikes } from './look-alikes';

// Counted in fifths, because three times 0.2 is not 0.6 in floating point and would miss a tolerance of 0.6.
const FIFTHS = 5;
const LOOK_ALIKE = 1;
const EDIT = FIFTHS;

/**
 * How far apart two normalized plates are: a look-alike costs 0.2, any other change, insertion or deletion 1
 * (Levenshtein's distance with weighted substitutions). Symmetric, and 0 only for equal plates.
 *
 * @param limit what is farther than this need not be known exactly and is `Infinity`
 */
export function distance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (a === b) return 0;
  const bound = limit * FIFTHS;
  if (Math.abs(a.length - b.length) * EDIT > bound) return Number.POSITIVE_INFINITY;

  const start = commonStart(a, b);
  const tail = commonEnd(a, b, start);
  const fifths = editCost(a.slice(start, a.length - tail), b.slice(start, b.length - tail), bound);
  return fifths > bound ? Number.POSITIVE_INFINITY : fifths / FIFTHS;
}

function commonStart(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a.charCodeAt(n) === b.charCodeAt(n)) n += 1;
  return n;
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let n = 0;
  while (n < most && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n)) n += 1;
  return n;
}

/** The cheapest way from `a` to `b` in fifths, or `Infinity` as soon as no way within `bound` is left. */
function editCost(a: string, b: string, bound: number): number {
  // A way that strays further from the diagonal has more insertions or deletions than the bound pays for.
  const band = Math.floor(Math.min(bound / EDIT, Math.max(a.length, b.length)));
  let above = Array.from({ length: b.length + 1 }, (_, j) =>
    j <= band ? j * EDIT : Number.POSITIVE_INFINITY,
  );
  for (let i = 1; i <= a.length; i += 1) {
    const row = new Array<number>(b.length + 1).fill(Number.POSITIVE_INFINITY);
    if (i <= band) row[0] = i * EDIT;
    let cheapest = row[0] ?? Number.POSITIVE_INFINITY;
    for (let j = Math.max(1, i - band); j <= Math.min(b.length, i + band); j += 1) {
      const cost = Math.min(
        at(above, j) + EDIT,
        at(row, j - 1) + EDIT,
        at(above, j - 1) + changeCost(a.charCodeAt(i - 1), b.charCodeAt(j - 1)),
      );
      row[j] = cost;
      cheapest = Math.min(cheapest, cost);
    }
    if (cheapest > bound) return Number.POSITIVE_INFINITY;
    above = row;
  }
  return at(above, b.length);
}

function changeCost(a: number, b: number): number {
  if (a === b) return 0;
  return areLookAlikes(a, b) ? LOOK_ALIKE : EDIT;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
