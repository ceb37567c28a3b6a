import type { Rectangle } from './geometry';
import { type Hsv, toHsv } from './hsv';
import type { Pixels } from './pixels';

/** Pixels are looked at on a grid of about so many columns or rows. */
const GRID = 640;
/** Characters part the color of a plate: gaps of so many grid pixels in a row are bridged. */
const BRIDGE = 6;
const MIN_WIDTH = 12;
const MIN_HEIGHT = 4;
const MIN_FILL = 0.25;
const MAX_REGIONS = 4;
/** Width to height of an ordinary plate. */
const PLATE_ASPECT = 3;

/** Places of the blue, yellow and green of plates, the most plate-like first. */
export function colorRegions(picture: Pixels): Rectangle[] {
  const step = Math.max(1, Math.round(Math.max(picture.width, picture.height) / GRID));
  const grid = classify(picture, step);
  const regions = COLORS.flatMap((_, index) => regionsOf(grid, index + 1));
  return regions
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MAX_REGIONS)
    .map(({ x, y, width, height }) => ({
      x: x * step,
      y: y * step,
      width: width * step,
      height: height * step,
    }));
}

/** Blue, yellow and green as plates have them. */
const COLORS: readonly ((color: Hsv) => boolean)[] = [
  ({ hue, saturation, value }) => saturation > 0.4 && value > 0.2 && hue > 195 && hue < 255,
  ({ hue, saturation, value }) => saturation > 0.4 && value > 0.35 && hue > 30 && hue < 62,
  ({ hue, saturation, value }) =>
    value > 0.2 && hue > 85 && hue < 178 && (saturation > 0.4 || (saturation > 0.2 && value > 0.35)),
];
/** Less saturated than this is none of the colors. */
const MIN_SATURATION = 0.2;

interface Grid {
  width: number;
  height: number;
  /** For each position 0, or one more than the place of its color in `COLORS`. */
  data: Uint8Array;
}

function classify({ width, height, data }: Pixels, step: number): Grid {
  const grid = { width: Math.floor(width / step), height: Math.floor(height / step) };
  const classes = new Uint8Array(grid.width * grid.height);
  for (let y = 0, i = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++, i++) {
      const at = (y * width + x) * step * 4;
      const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      const highest = Math.max(red, green, blue);
      if (highest - Math.min(red, green, blue) <= MIN_SATURATION * highest) continue;
      const color = toHsv(red, green, blue);
      classes[i] = COLORS.findIndex((is) => is(color)) + 1;
    }
  }
  return { ...grid, data: classes };
}

interface Region extends Rectangle {
  likeness: number;
}

function regionsOf(grid: Grid, color: number): Region[] {
  const bridged = bridgeRows(grid, color);
  const regions: Region[] = [];
  for (let start = 0; start < bridged.length; start++) {
    const region = bridged[start] === 1 ? takeRegion(grid, color, bridged, start) : undefined;
    if (region) regions.push(region);
  }
  return regions;
}

function bridgeRows({ width, height, data }: Grid, color: number): Uint8Array {
  const bridged = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    let last = -Infinity;
    for (let at = y * width; at < (y + 1) * width; at++) {
      if (data[at] !== color) continue;
      bridged.fill(1, at - last <= BRIDGE ? last : at, at + 1);
      last = at;
    }
  }
  return bridged;
}

/** Takes the connected region that holds `start` off the map; undefined if it has no likeness to a plate. */
function takeRegion(
  { width, data }: Grid,
  color: number,
  bridged: Uint8Array,
  start: number,
): Region | undefined {
  const stack = [start];
  bridged[start] = 0;
  let [pixels, colored] = [0, 0];
  let [left, right, top, bottom] = [Infinity, 0, Infinity, 0];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % width;
    const y = (at - x) / width;
    pixels++;
    if (data[at] === color) colored++;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    for (const next of [x > 0 ? at - 1 : at, x < width - 1 ? at + 1 : at, at - width, at + width]) {
      if (bridged[next] !== 1) continue;
      bridged[next] = 0;
      stack.push(next);
    }
  }
  const size = { width: right - left + 1, height: bottom - top + 1 };
  const aspect = size.width / size.height;
  const fill = colored / (size.width * size.height);
  const fits = size.width >= MIN_WIDTH && size.height >= MIN_HEIGHT && size.width < width * 0.8;
  if (!fits || aspect < 1.1 || aspect > 6.5 || fill < MIN_FILL) return undefined;
  const shape = 1 - Math.min(1, Math.abs(Math.log(aspect / PLATE_ASPECT)) / 2);
  return { x: left, y: top, ...size, likeness: fill * shape * Math.log(1 + pixels) };
}
