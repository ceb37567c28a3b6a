import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type * as Decode from '#nodes/lib/edge/decode/decode';
import { encodeJpeg } from '#nodes/lib/edge/encode-jpeg';
import type { PictureFormat } from '#nodes/lib/picture-header';
import { craftedCmykJpeg } from './crafted';
import { pngOf, quarters } from './pictures';

const LIBRARY = dirname(require.resolve('#nodes/lib/errors'));

describe('a package that lost a part of its embedded reader', () => {
  let folder: string;
  let decode: typeof Decode;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'incomplete-'));
    cpSync(LIBRARY, join(folder, 'lib'), { recursive: true });
    decode = createRequire(join(folder, 'index.js'))('./lib/edge/decode/decode.js');
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const [name, format, make] of [
    ['JPEG', 'jpeg', () => encodeJpeg(quarters())],
    ['CMYK JPEG', 'jpeg', () => craftedCmykJpeg([200, 30, 90, 10])],
    ['PNG', 'png', () => pngOf(quarters())],
  ] as [string, PictureFormat, () => Uint8Array | Promise<Uint8Array>][]) {
    it(`does not blame a ${name} for it`, async () => {
      const bytes = await make();

      await assert.rejects(decode.decodePicture({ bytes, format, width: 32, height: 24 }), {
        code: 'UNEXPECTED',
        category: 'internal',
        message: /no such file|Cannot find module/,
      });
    });
  }
});
