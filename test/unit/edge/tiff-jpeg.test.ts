import assert from 'node:assert/strict';
import { decodeTiff } from '#nodes/lib/edge/decode/tiff';
import { encodeJpeg } from '#nodes/lib/edge/encode-jpeg';
import type { Pixels } from '#nodes/lib/edge/pixels';
import { madeByLibtiff, rgbTiff } from './libtiff';
import { quarters, quartersOf, tiffOf } from './pictures';

const JPEG = { 259: [7], 262: [6] };
const REFUSED = { code: 'BAD_FORMAT', category: 'input' };

describe('a TIFF of JPEGs', () => {
  it('is read in strips that share their tables', async () => {
    const decoded = await decodeTiff(madeByLibtiff('jpeg'));

    assert.deepEqual([decoded.width, decoded.height], [40, 300]);
    assert.equal(quartersOf(decoded), 'RGBW');
  });

  it('is read in tiles that reach over its edges', async () => {
    const decoded = await decodeTiff(madeByLibtiff('jpegTiles'));

    assert.deepEqual([decoded.width, decoded.height], [40, 24]);
    assert.equal(quartersOf(decoded), 'RGBW');
  });

  it('is read where a strip is larger than the arguments of a function may be', async () => {
    const jpeg = await encodeJpeg(quarters());
    const comment = Buffer.alloc(2 + 65535, 'x');
    comment.set([0xff, 0xfe, 0xff, 0xff]);
    const strip = Buffer.concat([jpeg.subarray(0, 2), ...Array(8).fill(comment), jpeg.subarray(2)]);
    const tables = [0xff, 0xd8, 0xff, 0xd9];

    assert.equal(await see({ ...JPEG, 347: tables }, [strip]), 'RGBW');
  });

  it('is read where red, green and blue are stored apart, with more channels after them', async () => {
    const picture = quarters();
    const planes = [0, 1, 2].map((plane) => encodeJpeg(grey(picture, (at) => picture.data[at + plane] ?? 0)));
    const more = [0, 255].map((value) => encodeJpeg(grey(picture, () => value)));

    const decoded = await decodeTiff(
      tiffOf(rgbTiff({ 259: [7], 277: [5], 284: [2] }, await Promise.all([...planes, ...more]))),
    );

    assert.equal(quartersOf(decoded), 'RGBW');
    assert.ok(decoded.data.every((value, i) => i % 4 !== 3 || value === 255));
  });

  it('is read where its grey is stored apart from how opaque it is', async () => {
    const values = [40, 255];
    const planes = await Promise.all(values.map((value) => encodeJpeg(grey(quarters(), () => value))));
    const tags = { 258: [8, 8], 259: [7], 262: [1], 277: [2], 284: [2], 338: [2] };

    const { data } = await decodeTiff(tiffOf(rgbTiff(tags, planes)));

    assert.deepEqual([...data.subarray(0, 4)], [40, 40, 40, 255]);
  });

  it('is read where its JPEGs are as large as whole squares of 16 pixels', async () => {
    const jpeg = await encodeJpeg(quarters(32, 32));

    assert.equal((await see({ ...JPEG, 256: [17], 257: [17] }, [jpeg])).at(0), 'R');
  });

  it('is read where the last strip is as high as the others, though the picture ends before', async () => {
    const strips = [await encodeJpeg(quarters(32, 64)), await encodeJpeg(quarters(32, 64))];

    const decoded = await decodeTiff(tiffOf(rgbTiff({ ...JPEG, 257: [70], 278: [64] }, strips)));

    assert.equal(decoded.height, 70);
  });

  for (const [width, height] of [
    [33, 24],
    [32, 33],
  ] as const) {
    it(`is refused before it is decoded where a JPEG is larger than its strip: ${width} × ${height}`, async () => {
      const jpeg = await encodeJpeg(quarters(width, height));

      await assert.rejects(see(JPEG, [jpeg]), REFUSED);
    });
  }

  it('is refused where a JPEG does not say how large it is', async () => {
    await assert.rejects(see(JPEG, [Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)]), REFUSED);
  });
});

async function see(tags: Record<number, number[]>, blocks: Uint8Array[]): Promise<string> {
  return quartersOf(await decodeTiff(tiffOf(rgbTiff(tags, blocks))));
}

function grey({ width, height, data }: Pixels, valueAt: (at: number) => number): Pixels {
  return { width, height, data: data.map((_, i) => (i % 4 === 3 ? 255 : valueAt(i - (i % 4)))) };
}
