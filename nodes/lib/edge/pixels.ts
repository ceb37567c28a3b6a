import type { Rectangle } from './geometry';

/** A decoded picture: 8-bit RGBA, row by row from the top; alpha is ignored. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

export function blank(width: number, height: number): Pixels {
  return { width, height, data: new Uint8Array(width * height * 4) };
}

/** Copies a part of the picture, cut at the picture's edge and at whole pixels. */
export function cropPixels(picture: Pixels, part: Rectangle): Pixels {
  const x = clamp(Math.round(part.x), 0, picture.width - 1);
  const y = clamp(Math.round(part.y), 0, picture.height - 1);
  const width = clamp(Math.round(part.width), 1, picture.width - x);
  const height = clamp(Math.round(part.height), 1, picture.height - y);
  const out = blank(width, height);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * picture.width + x) * 4;
    out.data.set(picture.data.subarray(start, start + width * 4), row * width * 4);
  }
  return out;
}

/** Scales bilinearly, after halving by averages as often as that fits, so that thin strokes are not skipped. */
export function resize(picture: Pixels, width: number, height: number): Pixels {
  let source = picture;
  while (source.width >= 2 * width && source.height >= 2 * height) source = halve(source);
  return source.width === width && source.height === height ? source : bilinear(source, width, height);
}

function halve({ width, height, data }: Pixels): Pixels {
  const out = blank(width >> 1, height >> 1);
  const row = width * 4;
  for (let y = 0, to = 0; y < out.height; y++) {
    let from = y * 2 * row;
    for (let x = 0; x < out.width; x++, from += 8, to += 4) {
      for (let c = 0; c < 3; c++) {
        const i = from + c;
        const sum = (data[i] ?? 0) + (data[i + 4] ?? 0) + (data[i + row] ?? 0) + (data[i + row + 4] ?? 0);
        out.data[to + c] = (sum + 2) >> 2;
      }
    }
  }
  return out;
}

function bilinear({ width, height, data }: Pixels, toWidth: number, toHeight: number): Pixels {
  const out = blank(toWidth, toHeight);
  const columns = samples(width, toWidth);
  const rows = samples(height, toHeight);
  for (let y = 0, to = 0; y < toHeight; y++) {
    const upper = (rows.first[y] ?? 0) * width * 4;
    const lower = (rows.second[y] ?? 0) * width * 4;
    const fy = rows.share[y] ?? 0;
    for (let x = 0; x < toWidth; x++, to += 4) {
      const left = (columns.first[x] ?? 0) * 4;
      const right = (columns.second[x] ?? 0) * 4;
      const fx = columns.share[x] ?? 0;
      for (let c = 0; c < 3; c++) {
        const top = (data[upper + left + c] ?? 0) * (1 - fx) + (data[upper + right + c] ?? 0) * fx;
        const bottom = (data[lower + left + c] ?? 0) * (1 - fx) + (data[lower + right + c] ?? 0) * fx;
        out.data[to + c] = top * (1 - fy) + bottom * fy + 0.5;
      }
    }
  }
  return out;
}

/** For each target position: the two source positions it lies between, and the share of the second. */
function samples(from: number, to: number) {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const position = Math.max(0, ((i + 0.5) * from) / to - 0.5);
    const whole = Math.min(from - 1, Math.floor(position));
    first[i] = whole;
    second[i] = Math.min(from - 1, whole + 1);
    share[i] = position - whole;
  }
  return { first, second, share };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
