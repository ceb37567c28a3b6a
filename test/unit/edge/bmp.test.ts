import assert from 'node:assert/strict';
import { decodeBmp } from '#nodes/lib/edge/decode/bmp';
import { quartersOf } from './pictures';

/** Red, green, blue and white, each as blue, green, red; black up to them so that every bit of an index counts. */
const COLORS = [
  [0, 0, 255],
  [0, 255, 0],
  [255, 0, 0],
  [255, 255, 255],
];

describe('a BMP', () => {
  for (const [bits, first, lower, upper] of [
    [4, 9, [0xbc], [0x9a]],
    [8, 200, [202, 203], [200, 201]],
  ] as const) {
    it(`is read where its colors stand in a palette of ${bits} bits`, () => {
      const rows = [lower, upper].map((row) => padded([...row]));

      assert.equal(quartersOf(decodeBmp(bmp({ bits, palette: palette(first, 4), rows }))), 'RGBW');
    });
  }

  it('is read where it has two colors, and more pixels than a byte has bits', () => {
    const row = padded([0b1010_0000, 0b0100_0000]);

    const { data } = decodeBmp(
      bmp({ width: 10, height: 1, bits: 1, palette: palette(1, 4, 1), rows: [row] }),
    );

    assert.deepEqual(
      Array.from({ length: 10 }, (_, x) => data[x * 4]),
      [255, 0, 255, 0, 0, 0, 0, 0, 0, 255],
    );
  });

  it('is read with the short header of OS/2, whose palette has three bytes for each color', () => {
    const rows = [padded([0xbc]), padded([0x9a])];

    assert.equal(quartersOf(decodeBmp(coreBmp(palette(9, 3), rows))), 'RGBW');
  });

  it('is read where a pixel has 32 bits', () => {
    const decoded = decodeBmp(bmp({ bits: 32, rows: pixels(2, 1, 0) }));

    assert.equal(quartersOf(decoded), 'RGBW');
    assert.ok(decoded.data.every((value, i) => i % 4 !== 3 || value === 255));
  });

  for (const [order, red, green, blue] of [
    ['blue, green, red', 2, 1, 0],
    ['red, green, blue', 0, 1, 2],
    ['nothing, blue, green, red', 3, 2, 1],
  ] as const) {
    it(`is read where bit fields say that its bytes are ${order}`, () => {
      const masks = Buffer.alloc(12);
      for (const [i, byte] of [red, green, blue].entries()) masks[i * 4 + byte] = 255;

      const decoded = decodeBmp(
        bmp({ bits: 32, compression: 3, palette: [...masks], rows: pixels(red, green, blue) }),
      );

      assert.equal(quartersOf(decoded), 'RGBW');
    });
  }

  it('is refused where bit fields are missing, or not of whole bytes', () => {
    for (const masks of [[], [0, 0xff, 1, 0, 0xff, 0, 0, 0, 0, 0xff, 0, 0]]) {
      const bytes = bmp({ bits: 32, compression: 3, palette: masks, rows: pixels(2, 1, 0) });

      assert.throws(() => decodeBmp(bytes), { code: 'BAD_FORMAT' });
    }
  });

  it('is refused where it is packed, ends early, or is too large', () => {
    const rows = [padded([1]), padded([0])];
    const whole = bmp({ bits: 8, rows });

    assert.throws(() => decodeBmp(bmp({ bits: 8, compression: 1, rows })), { code: 'BAD_FORMAT' });
    assert.throws(() => decodeBmp(bmp({ bits: 16, rows })), { code: 'BAD_FORMAT' });
    assert.throws(() => decodeBmp(whole.subarray(0, -1)), { code: 'BAD_FORMAT' });
    assert.throws(() => decodeBmp(bmp({ width: 6000, height: 5000, bits: 8, rows })), { code: 'BAD_SIZE' });
  });
});

/** Red, green, blue and white from the index `first` on. */
function palette(first: number, entry: number, colors = 4): number[] {
  const shown = colors === 1 ? COLORS.slice(0, 1) : COLORS;
  return [...Array(first).fill([0, 0, 0]), ...shown].flatMap((color) => [...color, 0].slice(0, entry));
}

/** Blue and white below red and green, of 32 bits, each color at its place. */
function pixels(...places: number[]): number[][] {
  const pixel = (colors: number[]) => {
    const bytes = [7, 7, 7, 7];
    for (const [i, place] of places.entries()) bytes[place] = colors[2 - i] ?? 0;
    return bytes;
  };
  const [red = [], green = [], blue = [], white = []] = COLORS.map(pixel);
  return [
    [...blue, ...white],
    [...red, ...green],
  ];
}

function padded(row: number[]): number[] {
  return [...row, 0, 0, 0].slice(0, Math.ceil(row.length / 4) * 4);
}

interface Bmp {
  width?: number;
  height?: number;
  bits: number;
  compression?: number;
  palette?: number[];
  rows: number[][];
}

/** With a BITMAPINFOHEADER; of 2 × 2 pixels unless it says something else. */
function bmp({ width = 2, height = 2, bits, compression = 0, palette: colors = [], rows }: Bmp): Uint8Array {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(width, 4);
  header.writeInt32LE(height, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(bits, 14);
  header.writeUInt32LE(compression, 16);
  return file(header, colors, rows);
}

/** With a BITMAPCOREHEADER; of 2 × 2 pixels of 4 bits. */
function coreBmp(colors: number[], rows: number[][]): Uint8Array {
  const header = Buffer.alloc(12);
  header.writeUInt32LE(12, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(2, 6);
  header.writeUInt16LE(1, 8);
  header.writeUInt16LE(4, 10);
  return file(header, colors, rows);
}

function file(header: Buffer, colors: number[], rows: number[][]): Uint8Array {
  const start = Buffer.alloc(14);
  start.write('BM');
  start.writeUInt32LE(14 + header.length + colors.length, 10);
  return Buffer.concat([start, header, Uint8Array.from(colors), Uint8Array.from(rows.flat())]);
}
