import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encodeJpeg } from '#nodes/lib/edge/encode-jpeg';
import { quarters } from './pictures';

const SIZE = { width: 3000, height: 2000 };

/** What is in use outside of V8's heap without such a picture, and less than one takes. */
const LITTLE = 16e6;

/** Encodes or decodes a large picture as the first of its process, and tells how much is left of it. */
const SCRIPT = `
const { readFileSync } = require('node:fs');
const { setImmediate: nextTurn } = require('node:timers/promises');
const { decodePicture } = require(${JSON.stringify(require.resolve('#nodes/lib/edge/decode/decode'))});
const { encodeJpeg } = require(${JSON.stringify(require.resolve('#nodes/lib/edge/encode-jpeg'))});
const { quarters } = require(${JSON.stringify(require.resolve('./pictures'))});
const [work, file] = process.argv.slice(1);
const WORK = {
  encode: () => encodeJpeg(quarters(${SIZE.width}, ${SIZE.height})),
  decode: () => decodePicture({ bytes: readFileSync(file), format: 'jpeg', ...${JSON.stringify(SIZE)} }),
};
WORK[work]().then(async () => {
  // Memory is given back a little after it was collected.
  for (let turn = 0; turn < 100 && process.memoryUsage().external > ${LITTLE}; turn++) {
    await nextTurn();
    gc();
  }
  console.log(process.memoryUsage().external);
});
`;

describe('a JPEG codec', function () {
  // Node is started each time, and the machine may be busy.
  this.timeout(20_000);
  let folder: string;
  let file: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'codec-'));
    file = join(folder, 'large.jpg');
    writeFileSync(file, await encodeJpeg(quarters(SIZE.width, SIZE.height)));
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const work of ['encode', 'decode']) {
    it(`keeps nothing of a large picture that it ${work}d`, async () => {
      const args = ['--expose-gc', '--eval', SCRIPT, work, file];

      const { stdout } = await promisify(execFile)(process.execPath, args);

      assert.ok(Number(stdout) <= LITTLE, `${stdout.trim()} bytes are kept`);
    });
  }
});
