/** A position in pixels; whole numbers are the corners between pixels, not their centres. */
export type Point = readonly [x: number, y: number];
/** Four corners, clockwise from the top left of the text they hold. */
export type Quad = readonly [topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point];

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The longer of each pair of opposite sides. */
export function quadSize([tl, tr, br, bl]: Quad): { width: number; height: number } {
  return {
    width: Math.max(distance(tl, tr), distance(bl, br)),
    height: Math.max(distance(tl, bl), distance(tr, br)),
  };
}

export function center(quad: Quad): Point {
  return [mean(quad.map(([x]) => x)), mean(quad.map(([, y]) => y))];
}

/** Direction of the upper side, in radians. */
export function angleOf([[x0, y0], [x1, y1]]: Quad): number {
  return Math.atan2(y1 - y0, x1 - x0);
}

/** How far `to` lies from `from` along and across the direction `angle`. */
export function offsetAlong(from: Point, to: Point, angle: number): { along: number; across: number } {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { along: dx * cos + dy * sin, across: dy * cos - dx * sin };
}

export interface Margins {
  left?: number;
  right?: number;
  top?: number;
  bottom?: number;
}

/** Moves each side outwards by a fraction of the quad's own width or height; negative fractions shrink it. */
export function grow([tl, tr, br, bl]: Quad, { left = 0, right = 0, top = 0, bottom = 0 }: Margins): Quad {
  const [upperLeft, upperRight] = [between(tl, tr, -left), between(tl, tr, 1 + right)];
  const [lowerLeft, lowerRight] = [between(bl, br, -left), between(bl, br, 1 + right)];
  return [
    between(upperLeft, lowerLeft, -top),
    between(upperRight, lowerRight, -top),
    between(upperRight, lowerRight, 1 + bottom),
    between(upperLeft, lowerLeft, 1 + bottom),
  ];
}

/** Slides the upper side to the right by `amount` heights against the lower one. */
export function shear(quad: Quad, amount: number): Quad {
  const { width, height } = quadSize(quad);
  const [tl, tr, br, bl] = quad;
  const [dx, dy] = scaled(tl, tr, (amount * height) / 2 / width);
  return [
    [tl[0] + dx, tl[1] + dy],
    [tr[0] + dx, tr[1] + dy],
    [br[0] - dx, br[1] - dy],
    [bl[0] - dx, bl[1] - dy],
  ];
}

/** Lowers the right side by `amount` heights against the left one. */
export function tilt(quad: Quad, amount: number): Quad {
  const [tl, tr, br, bl] = quad;
  const [dx, dy] = scaled(tl, bl, amount / 2);
  return [
    [tl[0] - dx, tl[1] - dy],
    [tr[0] + dx, tr[1] + dy],
    [br[0] + dx, br[1] + dy],
    [bl[0] - dx, bl[1] - dy],
  ];
}

export function quadOf({ x, y, width, height }: Rectangle): Quad {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

export function boundsOf(quad: Quad): Rectangle {
  const xs = quad.map(([x]) => x);
  const ys = quad.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The part of the smaller quad's bounding box that the other one's covers: 0 to 1. */
export function overlap(a: Quad, b: Quad): number {
  const [p, q] = [boundsOf(a), boundsOf(b)];
  const width = Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x);
  const height = Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y);
  const smaller = Math.min(p.width * p.height, q.width * q.height);
  return width > 0 && height > 0 && smaller > 0 ? (width * height) / smaller : 0;
}

/** Maps a quad through separate factors for x and y, then moves it. */
export function place(quad: Quad, scaleX: number, scaleY: number, [dx, dy]: Point = [0, 0]): Quad {
  const map = ([x, y]: Point): Point => [x * scaleX + dx, y * scaleY + dy];
  const [tl, tr, br, bl] = quad;
  return [map(tl), map(tr), map(br), map(bl)];
}

/** The point a fraction `t` of the way from `a` to `b`. */
export function between([ax, ay]: Point, [bx, by]: Point, t: number): Point {
  return [ax + (bx - ax) * t, ay + (by - ay) * t];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function scaled(from: Point, to: Point, factor: number): Point {
  return [(to[0] - from[0]) * factor, (to[1] - from[1]) * factor];
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
