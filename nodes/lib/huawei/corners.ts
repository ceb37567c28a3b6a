import type { Corner } from '../plate';

type Four = [Corner, Corner, Corner, Corner];

/**
 * Four integer corners, clockwise from the top left: the order that every documented example has, but none promises.
 * They may come as four pairs or as eight numbers; none where they are anything else.
 */
export function cornersFrom(location: unknown): Corner[] {
  const pairs = Array.isArray(location) && location.length === 8 ? paired(location) : location;
  if (!isFourPairs(pairs)) return [];
  const [a, b, c, d] = pairs;
  const corners: Four = [rounded(a), rounded(b), rounded(c), rounded(d)];
  return isInOrder(corners) ? corners : inOrder(corners);
}

function paired(numbers: readonly unknown[]): unknown[] {
  return [0, 2, 4, 6].map((at) => numbers.slice(at, at + 2));
}

function isFourPairs(pairs: unknown): pairs is Four {
  return Array.isArray(pairs) && pairs.length === 4 && pairs.every(isPair);
}

function isPair(pair: unknown): boolean {
  return Array.isArray(pair) && pair.length === 2 && Number.isFinite(pair[0]) && Number.isFinite(pair[1]);
}

function rounded([x, y]: Corner): Corner {
  return [Math.round(x), Math.round(y)];
}

/** Whether each edge turns right into the next, from the corner nearest to the top left on. */
function isInOrder([a, b, c, d]: Four): boolean {
  const isFirst = sum(a) <= Math.min(sum(b), sum(c), sum(d));
  return isFirst && turnsRight(a, b, c) && turnsRight(b, c, d) && turnsRight(c, d, a) && turnsRight(d, a, b);
}

function turnsRight([ax, ay]: Corner, [bx, by]: Corner, [cx, cy]: Corner): boolean {
  return (bx - ax) * (cy - by) > (by - ay) * (cx - bx);
}

function inOrder(corners: Four): Corner[] {
  const middleX = corners.reduce((sum, [x]) => sum + x, 0) / 4;
  const middleY = corners.reduce((sum, [, y]) => sum + y, 0) / 4;
  const clockwise = corners.toSorted(
    ([ax, ay], [bx, by]) => Math.atan2(ay - middleY, ax - middleX) - Math.atan2(by - middleY, bx - middleX),
  );
  const first = clockwise.indexOf(clockwise.reduce((best, each) => (sum(each) < sum(best) ? each : best)));
  return [...clockwise.slice(first), ...clockwise.slice(0, first)];
}

function sum([x, y]: Corner): number {
  return x + y;
}
