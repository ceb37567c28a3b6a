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
  const regions = [isBlue, isYellow, isGreen].flatMap((is) => regionsOf(maskOf(picture, step, is)));
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

type IsColor = (color: Hsv) => boolean;

const isBlue: IsColor = ({ hue, saturation, value }) =>
  saturation > 0.4 && value > 0.2 && hue > 195 && hue < 255;
const isYellow: IsColor = ({ hue, saturation, value }) =>
  saturation > 0.4 && value > 0.35 && hue > 30 && hue < 62;
const isGreen: IsColor = ({ hue, saturation, value }) =>
  value > 0.2 && hue > 85 && hue < 178 && (saturation > 0.4 || (saturation > 0.2 && value > 0.35));

interface Mask {
  width: number;
  height: number;
  data: Uint8Array;
}

function maskOf(picture: Pixels, step: number, is: IsColor): Mask {
  const [width, height] = [Math.floor(picture.width / step), Math.floor(picture.height / step)];
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const at = (y * step * picture.width + x * step) * 4;
      const red = picture.data[at] ?? 0;
      const green = picture.data[at + 1] ?? 0;
      const blue = picture.data[at + 2] ?? 0;
      data[i] = is(toHsv(red, green, blue)) ? 1 : 0;
    }
  }
  return { width, height, data };
}

interface Region extends Rectangle {
  likeness: number;
}

function regionsOf(mask: Mask): Region[] {
  const bridged = bridgeRows(mask);
  const seen = new Uint8Array(mask.data.length);
  const regions: Region[] = [];
  for (const [start, on] of bridged.entries()) {
    if (!on || seen[start]) continue;
    const region = grow(mask, bridged, seen, start);
    if (region) regions.push(region);
  }
  return regions;
}

function bridgeRows({ width, height, data }: Mask): Uint8Array {
  const bridged = Uint8Array.from(data);
  for (let y = 0; y < height; y++) {
    let last = -Infinity;
    for (let x = 0; x < width; x++) {
      if (!data[y * width + x]) continue;
      if (x - last <= BRIDGE) bridged.fill(1, y * width + last, y * width + x);
      last = x;
    }
  }
  return bridged;
}

/** The connected region that holds `start`; undefined if it has no likeness to a plate. */
function grow(
  { width, data }: Mask,
  bridged: Uint8Array,
  seen: Uint8Array,
  start: number,
): Region | undefined {
  const stack = [start];
  seen[start] = 1;
  let [pixels, colored] = [0, 0];
  let [left, right, top, bottom] = [Infinity, 0, Infinity, 0];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    pixels++;
    colored += data[at] ?? 0;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    const sides = [...(x > 0 ? [at - 1] : []), ...(x < width - 1 ? [at + 1] : []), at - width, at + width];
    for (const next of sides) {
      if (!bridged[next] || seen[next]) continue;
      seen[next] = 1;
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
