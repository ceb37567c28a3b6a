import assert from 'node:assert/strict';
import sinon from 'sinon';
import { decodePicture } from '#nodes/lib/edge/decode/decode';
import { encodeJpeg } from '#nodes/lib/edge/encode-jpeg';
import { READER_HINTS } from '#nodes/lib/edge/hints';
import { answerOf, failureOf } from '#nodes/lib/edge/outcome';
import { quarters } from './pictures';

const SIZE = { width: 3000, height: 2000 };

describe('where there is too little memory to decode a picture', () => {
  let bytes: Uint8Array;

  before(async function () {
    this.timeout(20_000);
    bytes = await encodeJpeg(quarters(SIZE.width, SIZE.height));
  });

  afterEach(() => sinon.restore());

  it('the decoder says so: no other picture would help', async () => {
    sinon.stub(WebAssembly.Memory.prototype, 'grow').throws(new RangeError('WebAssembly.Memory.grow()'));

    await assert.rejects(decodePicture({ bytes, format: 'jpeg', ...SIZE }), isWantOfMemory);
  });

  it('so does V8, which cannot hand over the pixels', async () => {
    sinon.stub(globalThis, 'Uint8ClampedArray').throws(new RangeError('Array buffer allocation failed'));

    await assert.rejects(decodePicture({ bytes, format: 'jpeg', ...SIZE }), isWantOfMemory);
  });
});

/** As Node-RED is told by the reader's process. */
function isWantOfMemory(error: unknown): true {
  assert.throws(() => answerOf({ id: 1, failure: failureOf(error) }), {
    code: 'UNEXPECTED',
    category: 'internal',
    hint: READER_HINTS['reader-limits'],
  });
  return true;
}
