import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { decodePicture } from '#nodes/lib/edge/decode/decode';
import { encodeJpeg } from '#nodes/lib/edge/encode-jpeg';
import type { PictureFormat } from '#nodes/lib/picture-header';
import { craftedPng } from './crafted';
import { bmpOf, pngOf, quarters, quartersOf, rgbOf, tiffOf, withOrientation } from './pictures';

const SIZE = { width: 32, height: 24 };
const RGB = { 256: [32], 257: [24], 258: [8, 8, 8], 259: [1], 262: [2], 277: [3] };

async function see(format: PictureFormat, bytes: Uint8Array): Promise<string> {
  return quartersOf(await decodePicture({ bytes, format, ...SIZE }));
}

describe('decoding pictures', () => {
  it('reads JPEG', async () => {
    assert.equal(await see('jpeg', await encodeJpeg(quarters())), 'RGBW');
  });

  it('reads PNG', async () => {
    assert.equal(await see('png', pngOf(quarters())), 'RGBW');
  });

  it('reads BMP from the bottom up and from the top down', async () => {
    assert.equal(await see('bmp', bmpOf(quarters())), 'RGBW');
    assert.equal(await see('bmp', bmpOf(quarters(), true)), 'RGBW');
  });

  it('reads TIFF strips in both byte orders', async () => {
    const blocks = [0, 8, 16].map((y) => rgbOf(quarters(), 0, y, 32, 8));
    for (const bigEndian of [false, true]) {
      assert.equal(await see('tiff', tiffOf({ tags: { ...RGB, 278: [8] }, blocks, bigEndian })), 'RGBW');
    }
  });

  it('reads TIFF tiles that are deflated', async () => {
    const blocks = [0, 12].flatMap((y) => [0, 16].map((x) => deflateSync(rgbOf(quarters(), x, y, 16, 12))));
    const tags = { ...RGB, 259: [8], 322: [16], 323: [12] };

    assert.equal(await see('tiff', tiffOf({ tags, blocks })), 'RGBW');
  });

  for (const [orientation, seen] of [
    [1, 'RGBW'],
    [2, 'GRWB'],
    [3, 'WBGR'],
    [4, 'BWRG'],
    [5, 'RBGW'],
    [6, 'BRWG'],
    [7, 'WGBR'],
    [8, 'GWRB'],
  ] as const) {
    it(`turns orientation ${orientation} upright`, async () => {
      const blocks = [rgbOf(quarters(), 0, 0, 32, 24)];
      for (const bigEndian of [false, true]) {
        const tiff = tiffOf({ tags: { ...RGB, 274: [orientation] }, blocks, bigEndian });
        assert.equal(await see('tiff', tiff), seen);
      }
    });
  }

  for (const [order, bigEndian] of [
    ['II', false],
    ['MM', true],
  ] as const) {
    it(`turns a JPEG by its Exif segment, in byte order ${order}`, async () => {
      const turned = withOrientation(await encodeJpeg(quarters()), 6, bigEndian);

      assert.equal(await see('jpeg', turned), 'BRWG');
    });
  }

  it('finds the Exif segment of a JPEG behind fill bytes', async () => {
    const turned = withOrientation(await encodeJpeg(quarters()), 6);
    const filled = Buffer.concat([turned.subarray(0, 2), Buffer.from([0xff, 0xff]), turned.subarray(2)]);

    assert.equal(await see('jpeg', filled), 'BRWG');
  });

  it('shows as much of a truncated JPEG as there is', async () => {
    const jpeg = await encodeJpeg(quarters());

    const shown = await see('jpeg', jpeg.subarray(0, jpeg.length - 10));

    assert.equal(shown.slice(0, 2), 'RG');
  });

  it('refuses damaged pictures with BAD_FORMAT', async () => {
    for (const format of ['jpeg', 'png', 'bmp', 'tiff'] as const) {
      const bytes = Uint8Array.from({ length: 200 }, (_, i) => (i * 37) & 255);
      await assert.rejects(decodePicture({ bytes, format, ...SIZE }), {
        code: 'BAD_FORMAT',
        category: 'input',
      });
    }
  });

  it('refuses a decompression bomb before decoding it', async () => {
    const picture = { bytes: pngOf(quarters()), format: 'png' as const, width: 8000, height: 8000 };

    await assert.rejects(decodePicture(picture), { code: 'BAD_SIZE', category: 'input' });
  });

  it('refuses a PNG whose second header may say another size', async () => {
    const png = craftedPng({ bits: 8, color: 0 }, [
      [0, 1],
      [2, 3],
    ]);
    const header = png.subarray(8, 33);
    const bytes = Buffer.concat([png.subarray(0, 33), header, png.subarray(33)]);

    await assert.rejects(decodePicture({ bytes, format: 'png', width: 2, height: 2 }), {
      code: 'BAD_FORMAT',
      category: 'input',
    });
  });

  it('stops unpacking an interlaced PNG that has more than its pixels', async () => {
    const bytes = craftedPng({ bits: 8, color: 0, interlaced: true }, [Array<number>(100_000).fill(0)]);

    const refusal = decodePicture({ bytes, format: 'png', width: 2, height: 2 });

    await assert.rejects(refusal, (error: Error) => {
      const { code } = error.cause as NodeJS.ErrnoException;
      return code === 'ERR_BUFFER_TOO_LARGE';
    });
  });
});
