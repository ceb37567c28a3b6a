import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { assetPath, importVendored } from '#nodes/lib/edge/assets';
import { decodePicture } from '#nodes/lib/edge/decode/decode';
import { encodeJpeg } from '#nodes/lib/edge/encode-jpeg';
import { PlateError } from '#nodes/lib/errors';
import type { PictureFormat } from '#nodes/lib/picture-header';
import { craftedCmykJpeg, craftedPng } from './crafted';
import { madeByLibtiff } from './libtiff';
import { bmpOf, pngOf, quarters, quartersOf, rgbOf, tiffOf } from './pictures';

const SMALL = { width: 2, height: 2 };
const RGB = { 256: [32], 257: [24], 258: [8, 8, 8], 259: [1], 262: [2], 277: [3] };
/** More for a long hunt: EDGE_FUZZ_RUNS=100000. */
const RUNS = Number(process.env.EDGE_FUZZ_RUNS ?? 300);

describe('unusual pictures', () => {
  it('are read from PNGs of 16 bits', async () => {
    const [full, none] = [
      [255, 255],
      [0, 0],
    ];
    const red = [full, none, none].flat();
    const green = [none, full, none].flat();
    const blue = [none, none, full].flat();
    const white = [full, full, full].flat();

    const bytes = craftedPng({ bits: 16, color: 2 }, [
      [...red, ...green],
      [...blue, ...white],
    ]);

    assert.equal(quartersOf(await decodePicture({ bytes, format: 'png', ...SMALL })), 'RGBW');
  });

  it('are read from PNGs with a palette', async () => {
    const palette = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];

    const bytes = craftedPng(
      { bits: 8, color: 3 },
      [
        [0, 1],
        [2, 3],
      ],
      palette,
    );

    assert.equal(quartersOf(await decodePicture({ bytes, format: 'png', ...SMALL })), 'RGBW');
  });

  it('are read from PNGs that something is appended to', async () => {
    const bytes = Buffer.concat([pngOf(quarters()), Buffer.from('and a line more')]);

    assert.equal(quartersOf(await decodePicture({ bytes, format: 'png', width: 32, height: 24 })), 'RGBW');
  });

  it('are read from interlaced PNGs', async () => {
    // The first pass holds the first pixel, the sixth the rest of the first row, the seventh the second row.
    const rows = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255, 255, 255, 255],
    ];

    const bytes = craftedPng({ bits: 8, color: 2, interlaced: true }, rows);

    assert.equal(quartersOf(await decodePicture({ bytes, format: 'png', ...SMALL })), 'RGBW');
  });

  it('are read from progressive JPEGs', async () => {
    const bytes = await progressiveJpeg();

    assert.equal(quartersOf(await decodePicture({ bytes, format: 'jpeg', width: 32, height: 24 })), 'RGBW');
  });

  for (const [name, inks, expected] of [
    ['cyan and yellow ink are green', [255, 0, 255, 0], [0, 255, 0]],
    ['magenta and yellow ink are red', [0, 255, 255, 0], [255, 0, 0]],
    ['full black is black', [0, 0, 0, 255], [0, 0, 0]],
  ] as const) {
    it(`are read from CMYK JPEGs: ${name}`, async () => {
      const bytes = craftedCmykJpeg([...inks]);

      const { data } = await decodePicture({ bytes, format: 'jpeg', width: 16, height: 16 });

      for (const [i, value] of expected.entries()) assert.ok(Math.abs((data[i] ?? 0) - value) < 12);
    });
  }

  it('are read from TIFFs packed with PackBits', async () => {
    const rows = Array.from({ length: 24 }, (_, y) => rgbOf(quarters(), 0, y, 32, 1));
    const blocks = [Buffer.concat(rows.map((row) => Buffer.concat([Uint8Array.of(row.length - 1), row])))];

    const bytes = tiffOf({ tags: { ...RGB, 259: [32773] }, blocks });

    assert.equal(quartersOf(await decodePicture({ bytes, format: 'tiff', width: 32, height: 24 })), 'RGBW');
  });

  it('are decoded or refused when any byte of them is changed or missing, and nothing else', async function () {
    this.timeout(RUNS * 100);
    const bases = await basePictures();
    const mutation = fc.record({
      base: fc.nat(bases.length - 1),
      changes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 8 }),
      length: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    });

    await fc.assert(
      fc.asyncProperty(mutation, async ({ base, changes, length }) => {
        const { format, bytes } = bases[base] ?? { format: 'png' as const, bytes: new Uint8Array() };
        const mutated = Uint8Array.from(bytes.subarray(0, Math.ceil(bytes.length * length)));
        for (const [place, value] of changes) mutated[Math.floor(place * (mutated.length - 1))] = value;
        await decodesOrRefuses(mutated, format);
      }),
      { numRuns: RUNS },
    );
  });
});

async function decodesOrRefuses(bytes: Uint8Array, format: PictureFormat): Promise<void> {
  try {
    const { width, height, data } = await decodePicture({ bytes, format, width: 32, height: 24 });
    assert.equal(data.length, width * height * 4);
  } catch (error) {
    assert.ok(error instanceof PlateError, String(error));
    assert.ok(error.code === 'BAD_FORMAT' || error.code === 'BAD_SIZE');
  }
}

async function basePictures(): Promise<{ format: PictureFormat; bytes: Uint8Array }[]> {
  return [
    { format: 'png', bytes: pngOf(quarters()) },
    { format: 'bmp', bytes: bmpOf(quarters()) },
    { format: 'tiff', bytes: tiffOf({ tags: RGB, blocks: [rgbOf(quarters(), 0, 0, 32, 24)] }) },
    ...(['lzw', 'predictor16', 'packBits', 'jpeg', 'jpegTiles'] as const).map((name) => ({
      format: 'tiff' as const,
      bytes: madeByLibtiff(name),
    })),
    { format: 'jpeg', bytes: await encodeJpeg(quarters()) },
    { format: 'jpeg', bytes: craftedCmykJpeg([200, 30, 90, 10]) },
  ];
}

interface Encoder {
  encode: (
    data: Uint8Array | Uint8ClampedArray,
    width: number,
    height: number,
    options: object,
  ) => Uint8Array;
}

interface EncoderModule {
  default: (options: { noInitialRun: boolean; wasmBinary: Uint8Array }) => Promise<Encoder>;
}

async function progressiveJpeg(): Promise<Uint8Array> {
  const wasmBinary = readFileSync(assetPath('jpeg', 'codec', 'enc', 'mozjpeg_enc.wasm'));
  const { default: create } = await importVendored<EncoderModule>('jpeg', 'codec', 'enc', 'mozjpeg_enc.js');
  const { defaultOptions } = await importVendored<{ defaultOptions: object }>('jpeg', 'meta.js');
  const encoder = await create({ noInitialRun: true, wasmBinary });
  const { data, width, height } = quarters();
  const options = { ...defaultOptions, quality: 95, progressive: true };
  return Uint8Array.from(encoder.encode(data, width, height, options));
}
