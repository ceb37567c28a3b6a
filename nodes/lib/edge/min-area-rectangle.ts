import type { Point, Quad } from './geometry';

/** A rectangle at any angle (radians, within ±45°), so that `width` is its more level side. */
export interface RotatedRectangle {
  center: Point;
  width: number;
  height: number;
  angle: number;
}

/**
 * The smallest rectangle around a set of pixels, given by their positions. One of its sides lies on the convex hull
 * (Freeman and Shapira, 1975). `undefined` for fewer than three pixels that are not in a line.
 */
export function minAreaRectangle(points: Point[]): RotatedRectangle | undefined {
  const hull = convexHull(points);
  if (hull.length < 3) return undefined;
  let best: RotatedRectangle | undefined;
  for (const [i, from] of hull.entries()) {
    const to = hull[(i + 1) % hull.length] ?? from;
    const candidate = rectangleAlong(hull, Math.atan2(to[1] - from[1], to[0] - from[0]));
    if (!best || candidate.width * candidate.height < best.width * best.height) best = candidate;
  }
  return best && { ...level(best), center: best.center };
}

/** The corners of a rotated rectangle after moving each side outwards by `margin` pixels. */
export function cornersOf({ center: [x, y], width, height, angle }: RotatedRectangle, margin = 0): Quad {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corner = (sideX: number, sideY: number): Point => {
    const [dx, dy] = [sideX * (width / 2 + margin), sideY * (height / 2 + margin)];
    return [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

function rectangleAlong(hull: Point[], angle: number): RotatedRectangle {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of hull) {
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const [along, across] = [(left + right) / 2, (top + bottom) / 2];
  const middle: Point = [along * cos - across * sin + 0.5, along * sin + across * cos + 0.5];
  // Pixels are squares, so the outermost ones reach half a pixel further on each side.
  return { center: middle, width: right - left + 1, height: bottom - top + 1, angle };
}

function level({ width, height, angle }: RotatedRectangle): Omit<RotatedRectangle, 'center'> {
  const quarterTurns = Math.round(angle / (Math.PI / 2));
  const upright = quarterTurns % 2 === 0;
  return {
    width: upright ? width : height,
    height: upright ? height : width,
    angle: angle - (quarterTurns * Math.PI) / 2,
  };
}

/** Andrew's monotone chain, 1979. */
function convexHull(points: Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const lower = chain(sorted);
  const upper = chain(sorted.reverse());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

function chain(points: Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    while (kept.length > 1 && !turnsLeft(kept.at(-2), kept.at(-1), point)) kept.pop();
    kept.push(point);
  }
  return kept;
}

function turnsLeft(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  if (!a || !b) return true;
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}
