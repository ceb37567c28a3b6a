import assert from 'node:assert/strict';
import { decodeTiff } from '#nodes/lib/edge/decode/tiff';
import { readTags } from '#nodes/lib/edge/decode/tiff-tags';
import { madeByLibtiff, noise, rgbTiff } from './libtiff';
import { quarters, quartersOf, rgbOf, type TiffOptions, tiffOf } from './pictures';

const ORDERS = [
  ['little', false],
  ['big', true],
] as const;

describe('a TIFF', () => {
  it('is read where LZW fills its table, with codes of all lengths, and begins another', async () => {
    const decoded = await decodeTiff(madeByLibtiff('lzw'));

    assert.deepEqual([decoded.width, decoded.height], [160, 120]);
    assert.deepEqual(
      channel(decoded, 0),
      noise(160 * 120).map((value) => (value & 3) * 85),
    );
  });

  it('is read where each pixel is stored as the difference to its neighbour', async () => {
    const decoded = await decodeTiff(madeByLibtiff('predictor'));

    assert.deepEqual(
      colors(decoded),
      noise(16 * 12 * 3).map((value) => value & 255),
    );
  });

  it('is read where 16 bits are stored as the difference to their neighbour', async () => {
    const decoded = await decodeTiff(madeByLibtiff('predictor16'));

    assert.deepEqual(
      colors(decoded),
      noise(16 * 12 * 3).map((value) => value >> 8),
    );
  });

  it('is read where runs of equal bytes are packed', async () => {
    assert.equal(quartersOf(await decodeTiff(madeByLibtiff('packBits'))), 'RGBW');
  });

  for (const [bits, width] of [
    [1, 13],
    [2, 13],
    [4, 14],
  ] as const) {
    it(`is read where grey has ${bits} bit and rows of ${width} pixels begin with a byte`, async () => {
      const most = 2 ** bits - 1;

      const decoded = await decodeTiff(madeByLibtiff(`bits${bits}`));

      assert.deepEqual(
        channel(decoded, 0),
        noise(width * 6).map((value) => ((value & most) * 255) / most),
      );
    });
  }

  for (const [name, bigEndian] of ORDERS) {
    it(`is read where samples have 16 bits, the ${name} end first`, async () => {
      const samples = noise(2 * 2 * 3);
      const view = new DataView(new ArrayBuffer(samples.length * 2));
      for (const [i, sample] of samples.entries()) view.setUint16(i * 2, sample, !bigEndian);
      const tiff = rgbTiff({ 256: [2], 257: [2], 258: [16, 16, 16] }, [new Uint8Array(view.buffer)]);

      const decoded = await decodeTiff(tiffOf({ ...tiff, bigEndian }));

      assert.deepEqual(
        colors(decoded),
        samples.map((sample) => sample >> 8),
      );
    });
  }

  it('is read where red, green and blue are stored apart, with more channels after them', async () => {
    const planes = [0, 1, 2].map((plane) =>
      rgbOf(quarters(), 0, 0, 32, 24).filter((_, i) => i % 3 === plane),
    );
    const strips = [...planes, new Uint8Array(32 * 24), new Uint8Array(32 * 24)].flatMap((plane) => [
      plane.subarray(0, 32 * 16),
      plane.subarray(32 * 16),
    ]);

    const seen = await see(rgbTiff({ 277: [5], 278: [16], 284: [2] }, strips));

    assert.equal(seen, 'RGBW');
  });

  it('is read where its only sample is said to be stored apart', async () => {
    const grey = Uint8Array.from([10, 20, 30, 40]);
    const tags = { 256: [2], 257: [2], 258: [8], 262: [1], 277: [1], 284: [2] };

    const decoded = await decodeTiff(tiffOf(rgbTiff(tags, [grey])));

    for (const plane of [0, 1, 2]) assert.deepEqual(channel(decoded, plane), [...grey]);
  });

  it('is read where its grey is stored apart from how opaque it is', async () => {
    const [grey, alpha] = [Uint8Array.from([10, 20, 30, 40]), new Uint8Array(4).fill(255)];
    const tags = { 256: [2], 257: [2], 258: [8, 8], 262: [1], 277: [2], 284: [2], 338: [2] };

    const decoded = await decodeTiff(tiffOf(rgbTiff(tags, [grey, alpha])));

    for (const plane of [0, 1, 2]) assert.deepEqual(channel(decoded, plane), [...grey]);
  });

  it('is refused where its inks are stored apart, rather than read in other colors', async () => {
    const inks = Array.from({ length: 4 }, () => new Uint8Array(4));
    const tags = { 256: [2], 257: [2], 258: [8, 8, 8, 8], 262: [5], 277: [4], 284: [2] };

    await assert.rejects(decodeTiff(tiffOf(rgbTiff(tags, inks))), { code: 'BAD_FORMAT' });
  });

  it('is read where its colors stand in a palette', async () => {
    const palette = [
      [65535, 0, 0, 65535],
      [0, 65535, 0, 65535],
      [0, 0, 65535, 65535],
    ].flat();
    const tags = { 256: [2], 257: [2], 258: [2], 262: [3], 277: [1], 320: palette };

    assert.equal(await see(rgbTiff(tags, [Uint8Array.of(0b00_01_0000, 0b10_11_0000)])), 'RGBW');
  });

  it('is read where 0 is white', async () => {
    const tags = { 256: [2], 257: [1], 258: [8], 262: [0], 277: [1] };

    const decoded = await decodeTiff(tiffOf(rgbTiff(tags, [Uint8Array.of(0, 200)])));

    assert.deepEqual(channel(decoded, 0), [255, 55]);
  });

  it('is read where its colors are inks', async () => {
    const inks = [
      [0, 255, 255, 0],
      [255, 0, 255, 0],
      [255, 255, 0, 0],
      [0, 0, 0, 0],
    ].flat();
    const tags = { 256: [2], 257: [2], 258: [8, 8, 8, 8], 262: [5], 277: [4] };

    assert.equal(await see(rgbTiff(tags, [Uint8Array.from(inks)])), 'RGBW');
  });

  it('is refused before it is decoded where it is too large, whatever its header said before', async () => {
    const tiff = rgbTiff({ 256: [6000], 257: [5000], 278: [8] }, [new Uint8Array(8)]);

    await assert.rejects(decodeTiff(tiffOf(tiff)), { code: 'BAD_SIZE', category: 'input' });
  });

  it('is refused before it is decoded where its tiles are too large', async () => {
    const tiff = rgbTiff({ 322: [6000], 323: [5000] }, [new Uint8Array(8)]);

    await assert.rejects(decodeTiff(tiffOf(tiff)), { code: 'BAD_SIZE', category: 'input' });
  });

  it('is refused before it is decoded where its tiles reach far beyond it', async () => {
    const blocks = Array.from({ length: 3 }, () => new Uint8Array(8));
    const tiff = rgbTiff({ 256: [2], 257: [3], 322: [24_000_000], 323: [1] }, blocks);

    await assert.rejects(decodeTiff(tiffOf(tiff)), { code: 'BAD_FORMAT', category: 'input' });
  });

  it('is refused before it is decoded where a strip would take more than the largest picture of 64 bits', async () => {
    const bits = Array<number>(8).fill(16);
    const tiff = rgbTiff({ 256: [6000], 257: [4000], 258: bits, 277: [8] }, [new Uint8Array(8)]);

    await assert.rejects(decodeTiff(tiffOf(tiff)), { code: 'BAD_FORMAT', category: 'input' });
  });

  it('has the fields in memory that matter for pixels, and no others', () => {
    const bytes = tiffOf(rgbTiff({ 256: [2], 257: [2], 60000: [1, 2, 3] }, [new Uint8Array(12)]));

    assert.equal(readTags(bytes).tags.has(60_000), false);
  });

  it('is refused where a field has more values than a picture has blocks', async () => {
    const tiff = rgbTiff({ 256: [2], 257: [2], 320: Array<number>(1_000_001).fill(0) }, [new Uint8Array(12)]);

    await assert.rejects(decodeTiff(tiffOf(tiff)), { code: 'BAD_FORMAT', category: 'input' });
  });
});

async function see(tiff: TiffOptions): Promise<string> {
  return quartersOf(await decodeTiff(tiffOf(tiff)));
}

function channel({ data }: { data: ArrayLike<number> }, index: number): number[] {
  return Array.from(data).filter((_, i) => i % 4 === index);
}

function colors({ data }: { data: ArrayLike<number> }): number[] {
  return Array.from(data).filter((_, i) => i % 4 !== 3);
}
