import assert from 'node:assert/strict';
import { decodePicture } from '#nodes/lib/edge/decode/decode';
import { turnUpright } from '#nodes/lib/edge/decode/orientation';
import { createEdgeReader, cropPicture } from '#nodes/lib/edge/edge-reader';
import { encodeJpeg } from '#nodes/lib/edge/encode-jpeg';
import { HINTS } from '#nodes/lib/hints';
import { pictureFromBytes } from '#nodes/lib/picture';
import { drawDemoPicture } from '../../fixtures/draw/demo';
import { encode } from '../../fixtures/encode';
import { bmpOf, pngOf, quarters, withOrientation } from './pictures';

const NEVER = new AbortController().signal;

describe('the embedded reader', function () {
  // The models are loaded here, and the machine may be busy.
  this.timeout(60_000);
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
    assert.deepEqual([outcome.reason.code, outcome.reason.retryable], ['NETWORK', true]);
  });

  it('reads as many pictures at once as it has threads without a warning in the log', async () => {
    const warnings: Error[] = [];
    const keep = (warning: Error) => warnings.push(warning);
    process.on('warning', keep);
    const many = createEdgeReader({ threads: 16, alphabet: 'chinese' });
    const picture = pictureFromBytes(pngOf(quarters(64, 64)));

    const readings = Array.from({ length: 16 }, () => many.read(picture, new AbortController().signal));
    await Promise.allSettled([...readings, many.close()]);

    process.off('warning', keep);
    assert.deepEqual(warnings, []);
  });

  it('reads a part of a picture, with corners in the full one', async () => {
    const { jpeg, plate } = await gatePicture();

    const reading = await reader.read(pictureFromBytes(jpeg), NEVER, { x: 25, y: 40, width: 50, height: 60 });

    assert.deepEqual(
      reading.plates.map(({ plate_number, plate_color }) => [plate_number, plate_color]),
      [[plate.plate_number, plate.plate_color]],
    );
    assertNear(reading.plates[0]?.plate_location ?? [], plate.plate_location);
  });

  it('finds nothing in a part without a plate', async () => {
    const { jpeg } = await gatePicture();

    const reading = await reader.read(pictureFromBytes(jpeg), NEVER, { x: 0, y: 0, width: 100, height: 30 });

    assert.deepEqual(reading.plates, []);
  });

  it('reads a photo the way up its Exif orientation says', async () => {
    const { jpeg, plate } = await gatePicture();
    const upright = await decodePicture(pictureFromBytes(jpeg));
    const lying = withOrientation(await encodeJpeg(turnUpright(upright, 8)), 6);

    const reading = await reader.read(pictureFromBytes(lying), NEVER);

    assert.equal(reading.plates[0]?.plate_number, plate.plate_number);
    assertNear(reading.plates[0]?.plate_location ?? [], plate.plate_location);
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

  it('says of a part with too few pixels that it is the part', async () => {
    const picture = pictureFromBytes(pngOf(quarters(200, 100)));

    const cropping = cropPicture(picture, { x: 0, y: 0, width: 5, height: 50 }, NEVER);

    await assert.rejects(cropping, {
      code: 'BAD_SIZE',
      message: /^The part that matters has 10 × 50 pixels/,
      hint: HINTS['few-pixels'],
    });
  });

  it('does not say that the embedded reader is to blame for a picture too large to be cut here', async () => {
    const picture = pictureFromBytes(pngOf(quarters(200, 100)));

    const cropping = cropPicture(
      { ...picture, width: 6200, height: 4000 },
      { x: 0, y: 0, width: 50, height: 50 },
      NEVER,
    );

    await assert.rejects(cropping, {
      code: 'BAD_SIZE',
      message: 'The picture has 6200 × 4000 pixels; at most 24 megapixels can be decoded on this machine.',
    });
  });
});

async function gatePicture() {
  const { pixels, truth } = drawDemoPicture('blue-car');
  const [plate] = truth;
  assert.ok(plate);
  return { jpeg: await encode(pixels, 'jpeg'), plate };
}

/** Text is found with a little margin, so corners may be some pixels off. */
function assertNear(corners: readonly (readonly number[])[], truth: readonly (readonly number[])[]): void {
  assert.equal(corners.length, truth.length);
  for (const [i, corner] of corners.entries()) {
    for (const [axis, value] of corner.entries()) {
      assert.ok(
        Math.abs(value - (truth[i]?.[axis] ?? Infinity)) < 15,
        `${corners.join(' ')}, not ${truth.join(' ')}`,
      );
    }
  }
}
