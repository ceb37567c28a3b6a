import { areLookAlikes } from './look-alikes';

// Counted in fifths, because three times 0.2 is not 0.6 in floating point and would miss a tolerance of 0.6.
const FIFTHS = 5;
const LOOK_ALIKE = 1;
const EDIT = FIFTHS;
const FAR = 1_000_000;

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

  // Between plates of one length a deletion needs an insertion too: below the price of both only changes are left.
  const isChangesOnly = a.length === b.length && bound < 2 * EDIT;
  const fifths = isChangesOnly ? changesCost(a, b, bound) : editCost(a, b, bound);
  return fifths > bound ? Number.POSITIVE_INFINITY : fifths / FIFTHS;
}

function changesCost(a: string, b: string, bound: number): number {
  let cost = 0;
  for (let i = 0; i < a.length && cost <= bound; i += 1) cost += changeCost(a.charCodeAt(i), b.charCodeAt(i));
  return cost;
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

// Two rows of the table, kept between calls because making them anew costs more than filling them. Nothing is read from
// them that the same call did not write.
let above: number[] = [];
let row: number[] = [];

/** The cheapest way from `a` to `b` in fifths, or `FAR` as soon as no way within `bound` is left. */
function editCost(a: string, b: string, bound: number): number {
  const start = commonStart(a, b);
  const tail = commonEnd(a, b, start);
  const height = a.length - start - tail;
  const width = b.length - start - tail;
  // A way that strays further from the diagonal has more insertions or deletions than the bound pays for.
  const band = Math.floor(Math.min(bound / EDIT, Math.max(height, width)));
  for (let j = 0; j <= width; j += 1) above[j] = j <= band ? j * EDIT : FAR;
  for (let i = 1; i <= height; i += 1) {
    const first = Math.max(1, i - band);
    const last = Math.min(width, i + band);
    let left = i <= band ? i * EDIT : FAR;
    let cheapest = left;
    row[first - 1] = left;
    const char = a.charCodeAt(start + i - 1);
    for (let j = first; j <= last; j += 1) {
      const change = (above[j - 1] ?? FAR) + changeCost(char, b.charCodeAt(start + j - 1));
      left = Math.min((above[j] ?? FAR) + EDIT, left + EDIT, change);
      row[j] = left;
      cheapest = Math.min(cheapest, left);
    }
    if (cheapest > bound) return FAR;
    row[last + 1] = FAR;
    [above, row] = [row, above];
  }
  return above[width] ?? FAR;
}

function changeCost(a: number, b: number): number {
  if (a === b) return 0;
  return areLookAlikes(a, b) ? LOOK_ALIKE : EDIT;
}
