import assert from 'node:assert/strict';
import { inFullPicture, openView } from '#nodes/lib/edge/view';
import { pictureFromBytes } from '#nodes/lib/picture';
import { pngOf, quarters, quartersOf } from './pictures';

describe('a view of a picture', () => {
  const picture = pictureFromBytes(pngOf(quarters(200, 100)));

  it('is all of it, as it is', async () => {
    const { pixels, offset, extent } = await openView(picture);

    assert.deepEqual([pixels.width, pixels.height, offset, extent], [200, 100, [0, 0], [200, 100]]);
    assert.equal(quartersOf(pixels), 'RGBW');
  });

  it('is a part of it, with corners that are put back', async () => {
    const view = await openView(picture, { x: 50, y: 50, width: 50, height: 50 });

    const { plate_location } = inFullPicture(plateAt([3, 4]), view);

    assert.deepEqual([view.pixels.width, view.pixels.height], [100, 50]);
    assert.deepEqual(plate_location, [[103, 54]]);
  });

  it('is made smaller where it has too many pixels, with corners in those of the full picture', async () => {
    const view = await openView(picture, undefined, 5000);

    const { plate_location } = inFullPicture(plateAt([50, 25], [0, 0], [99, 49]), view);

    assert.deepEqual([view.pixels.width, view.pixels.height], [100, 50]);
    assert.equal(quartersOf(view.pixels), 'RGBW');
    assert.deepEqual(plate_location, [
      [101, 51],
      [1, 1],
      [199, 99],
    ]);
  });
});

function plateAt(...plate_location: [number, number][]) {
  return { plate_number: '京A12345', plate_color: 'blue', plate_location, confidence: 1 };
}
