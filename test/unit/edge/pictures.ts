import { PNG } from 'pngjs';
import type { Pixels } from '#nodes/lib/edge/pixels';

/** Four patches, one in each quarter, so that every turn and flip is seen: red, green, blue, white. */
export function quarters(width = 32, height = 24): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = COLORS[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? [0, 0, 0];
      data.set([red, green, blue, 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

const COLORS: [number, number, number][] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
];

const LETTERS = new Map([
  ['255,0,0', 'R'],
  ['0,255,0', 'G'],
  ['0,0,255', 'B'],
  ['255,255,255', 'W'],
]);

/** The colors of the four quarters, top left first, such as `RGBW`; `?` for any other color. */
export function quartersOf({ width, height, data }: Pixels): string {
  const letters = [0.25, 0.75].flatMap((v) =>
    [0.25, 0.75].map((u) => {
      const at = (Math.floor(v * height) * width + Math.floor(u * width)) * 4;
      const color = [...data.subarray(at, at + 3)].map((value) => Math.round(value / 85) * 85);
      return LETTERS.get(color.join(',')) ?? '?';
    }),
  );
  return letters.join('');
}

export function pngOf({ width, height, data }: Pixels): Uint8Array {
  const png = new PNG({ width, height });
  png.data.set(data);
  return PNG.sync.write(png);
}

/** A 24-bit BMP, its rows from the bottom up unless `topDown`. */
export function bmpOf({ width, height, data }: Pixels, topDown = false): Uint8Array {
  const rowLength = Math.ceil((width * 3) / 4) * 4;
  const out = Buffer.alloc(54 + rowLength * height);
  out.write('BM');
  out.writeUInt32LE(out.length, 2);
  out.writeUInt32LE(54, 10);
  out.writeUInt32LE(40, 14);
  out.writeInt32LE(width, 18);
  out.writeInt32LE(topDown ? -height : height, 22);
  out.writeUInt16LE(1, 26);
  out.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    const row = 54 + rowLength * (topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      out.set([data[at + 2] ?? 0, data[at + 1] ?? 0, data[at] ?? 0], row + x * 3);
    }
  }
  return out;
}

export interface TiffOptions {
  tags?: Record<number, number[]>;
  blocks: Uint8Array[];
  bigEndian?: boolean;
}

const ORIENTATION = 274;

/**
 * A TIFF of one directory; every value is a LONG, but the orientation, which is a SHORT in every file there is. The
 * blocks' places are filled in as strips or tiles.
 */
export function tiffOf({ tags = {}, blocks, bigEndian = false }: TiffOptions): Uint8Array {
  const tiled = 322 in tags;
  const all: Record<number, number[]> = {
    ...tags,
    [tiled ? 324 : 273]: blocks.map(() => 0),
    [tiled ? 325 : 279]: blocks.map((block) => block.length),
  };
  const names = Object.keys(all)
    .map(Number)
    .sort((a, b) => a - b);
  let next = 8 + 2 + names.length * 12 + 4;
  const places = new Map(
    names.map((name) => {
      const count = all[name]?.length ?? 0;
      const place = next;
      if (count > 1) next += count * 4;
      return [name, place];
    }),
  );
  all[tiled ? 324 : 273] = blocks.map((block) => {
    const place = next;
    next += block.length;
    return place;
  });
  const out = Buffer.alloc(next);
  const view = new DataView(out.buffer, out.byteOffset, out.length);
  const long = (at: number, value: number) => view.setUint32(at, value, !bigEndian);
  const short = (at: number, value: number) => view.setUint16(at, value, !bigEndian);
  out.write(bigEndian ? 'MM' : 'II');
  short(2, 42);
  long(4, 8);
  short(8, names.length);
  for (const [index, name] of names.entries()) {
    const values = all[name] ?? [];
    const entry = 10 + index * 12;
    short(entry, name);
    short(entry + 2, name === ORIENTATION ? 3 : 4);
    long(entry + 4, values.length);
    if (name === ORIENTATION) short(entry + 8, values[0] ?? 0);
    else if (values.length === 1) long(entry + 8, values[0] ?? 0);
    else long(entry + 8, places.get(name) ?? 0);
    if (values.length > 1)
      for (const [i, value] of values.entries()) long((places.get(name) ?? 0) + i * 4, value);
  }
  for (const [index, block] of blocks.entries()) out.set(block, all[tiled ? 324 : 273]?.[index] ?? 0);
  return out;
}

/** The samples of some of a picture's pixels, red, green, blue. */
export function rgbOf(
  { width, data }: Pixels,
  x: number,
  y: number,
  columns: number,
  rows: number,
): Uint8Array {
  const out = new Uint8Array(columns * rows * 3);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = ((y + row) * width + x + column) * 4;
      out.set(data.subarray(at, at + 3), (row * columns + column) * 3);
    }
  }
  return out;
}

/** A JPEG that says in an Exif segment how it has to be turned. */
export function withOrientation(jpeg: Uint8Array, orientation: number, bigEndian = false): Uint8Array {
  const exif = tiffOf({ tags: { [ORIENTATION]: [orientation] }, blocks: [], bigEndian });
  const segment = Buffer.concat([Buffer.from('ffe10000', 'hex'), Buffer.from('Exif\0\0'), exif]);
  segment.writeUInt16BE(segment.length - 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}
