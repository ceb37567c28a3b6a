import { type Hsv, toHsv } from './hsv';
import type { Pixels } from './pixels';

export type PlainColor = 'blue' | 'green' | 'yellow' | 'white' | 'black';

export interface BackgroundColor extends Hsv {
  color: PlainColor;
  /** Light characters on a dark ground, as on blue and black plates. */
  dark: boolean;
}

/** The frame, screws and the plate's rim stay out. */
const MARGIN_X = 0.05;
const MARGIN_Y = 0.14;

/** The color of the ground a straightened line of text stands on: the larger of its two brightness classes. */
export function backgroundColor(line: Pixels): BackgroundColor {
  const inner = innerPixels(line);
  const threshold = otsuThreshold(inner.map(brightness));
  const [low, high] = [
    inner.filter((p) => brightness(p) <= threshold),
    inner.filter((p) => brightness(p) > threshold),
  ];
  const dark = low.length >= high.length;
  const [red, green, blue] = meanOf(dark ? low : high);
  const hsv = toHsv(red, green, blue);
  const chroma = Math.max(red, green, blue) - Math.min(red, green, blue);
  return { ...hsv, dark, color: dark ? darkColor(hsv, chroma) : lightColor(hsv) };
}

type Rgb = readonly [red: number, green: number, blue: number];

function innerPixels({ width, height, data }: Pixels): Rgb[] {
  const pixels: Rgb[] = [];
  for (let y = Math.floor(height * MARGIN_Y); y < height * (1 - MARGIN_Y); y++) {
    for (let x = Math.floor(width * MARGIN_X); x < width * (1 - MARGIN_X); x++) {
      const at = (y * width + x) * 4;
      pixels.push([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]);
    }
  }
  return pixels;
}

function darkColor({ hue, saturation }: Hsv, chroma: number): PlainColor {
  if (hue >= 172 && hue <= 275 && saturation > 0.2 && chroma > 14) return 'blue';
  if (hue >= 85 && hue < 172 && saturation > 0.28 && chroma > 18) return 'green';
  if (hue >= 18 && hue < 66 && saturation > 0.45 && chroma > 40) return 'yellow';
  return 'black';
}

function lightColor({ hue, saturation }: Hsv): PlainColor {
  if (hue >= 16 && hue < 68 && saturation > 0.17) return 'yellow';
  if (hue >= 68 && hue < 186 && saturation > 0.1) return 'green';
  if (hue >= 186 && hue < 270 && saturation > 0.3) return 'blue';
  return 'white';
}

/** The brightness that best parts two classes: Otsu, 1979. */
export function otsuThreshold(values: readonly number[]): number {
  const histogram = new Float64Array(256);
  for (const value of values) histogram[value] = (histogram[value] ?? 0) + 1;
  const total = values.reduce((sum, value) => sum + value, 0);
  let [count, sum, bestVariance, threshold] = [0, 0, -1, 127];
  for (const [value, pixels] of histogram.entries()) {
    count += pixels;
    sum += value * pixels;
    const rest = values.length - count;
    if (count === 0 || rest === 0) continue;
    const variance = count * rest * (sum / count - (total - sum) / rest) ** 2;
    if (variance > bestVariance) [bestVariance, threshold] = [variance, value];
  }
  return threshold;
}

/** Luma of BT.601, 0 to 255. */
function brightness([red, green, blue]: Rgb): number {
  return (red * 77 + green * 150 + blue * 29) >> 8;
}

function meanOf(pixels: readonly Rgb[]): Rgb {
  const sum = pixels.reduce((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]], [0, 0, 0]);
  const count = Math.max(1, pixels.length);
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}
