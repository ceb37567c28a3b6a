import assert from 'node:assert/strict';
import { createEdgeReader, cropPicture } from '#nodes/lib/edge/edge-reader';
import { pictureFromBytes } from '#nodes/lib/picture';
import { bmpOf, pngOf, quarters } from './pictures';

const NEVER = new AbortController().signal;

describe('the embedded reader', () => {
  const reader = createEdgeReader({ threads: 1, alphabet: 'chinese' });

  after(() => reader.close());

  it('finds no plate where there is none', async () => {
    const reading = await reader.read(pictureFromBytes(pngOf(quarters(320, 240))), NEVER);

    assert.deepEqual(reading, { engine: 'edge', plates: [], attempts: 1 });
  });

  it('leaves the bytes of the caller alone', async () => {
    const bytes = bmpOf(quarters(64, 64));
    const before = Buffer.from(bytes);

    await reader.read(pictureFromBytes(bytes), NEVER);

    assert.ok(before.equals(bytes));
  });

  it('says that a picture cannot be decoded', async () => {
    const bytes = pngOf(quarters(64, 64)).subarray(0, 60);

    await assert.rejects(reader.read(pictureFromBytes(bytes), NEVER), {
      code: 'BAD_FORMAT',
      category: 'input',
    });
  });

  it('rejects with the reason of the signal, at once', async () => {
    const stop = new AbortController();
    const reading = reader.read(pictureFromBytes(pngOf(quarters(640, 480))), stop.signal);

    stop.abort(new Error('too late'));

    await assert.rejects(reading, { message: 'too late' });
  });

  it('rejects readings under way when it is closed', async () => {
    const closing = createEdgeReader({ threads: 1, alphabet: 'chinese' });
    const reading = closing.read(pictureFromBytes(pngOf(quarters(640, 480))), NEVER);

    const [outcome] = await Promise.allSettled([reading, closing.close(), closing.close()]);

    assert.equal(outcome.status, 'rejected');
  });

  it('crops to whole pixels and says where the part lies', async () => {
    const picture = pictureFromBytes(pngOf(quarters(200, 100)));

    const cropped = await cropPicture(picture, { x: 50, y: 25, width: 25, height: 50 }, NEVER);

    assert.deepEqual(cropped.offset, [100, 25]);
    assert.deepEqual(
      [cropped.picture.width, cropped.picture.height, cropped.picture.format],
      [50, 50, 'jpeg'],
    );
    assert.deepEqual(pictureFromBytes(cropped.picture.bytes), cropped.picture);
  });
});
