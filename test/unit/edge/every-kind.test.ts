import assert from 'node:assert/strict';
import { createEdgeReader } from '#nodes/lib/edge/edge-reader';
import { pictureFromBytes } from '#nodes/lib/picture';
import type { Pixels } from '../../fixtures/draw/canvas';
import { everyKind } from '../../fixtures/draw/demo';
import { drawGatePicture } from '../../fixtures/draw/gate-picture';
import { encode } from '../../fixtures/encode';
import { drawNegative, negativeNames } from '../../fixtures/negatives';

describe('the embedded reader, picture by picture', function () {
  // Dozens of pictures are read here, and the machine may be busy.
  this.timeout(60_000);
  const reader = createEdgeReader({ threads: 2, alphabet: 'chinese' });

  after(() => reader.close());

  for (const [index, car] of everyKind.entries()) {
    it(`reads ${car.plate_number} (${car.plate_color})`, async () => {
      const { pixels, truth } = drawGatePicture({ seed: index + 1, cars: [car] });

      const plates = await read(pixels);

      assert.deepEqual(
        plates,
        truth.map(({ plate_number, plate_color }) => [plate_number, plate_color]),
      );
    });
  }

  for (const name of negativeNames.filter((name) => name.endsWith('-1'))) {
    it(`finds no plate in ${name}`, async () => {
      assert.deepEqual(await read(drawNegative(name).pixels), []);
    });
  }

  async function read(pixels: Pixels): Promise<string[][]> {
    const picture = pictureFromBytes(await encode(pixels, 'jpeg'));
    const { plates } = await reader.read(picture, new AbortController().signal);
    return plates.map(({ plate_number, plate_color }) => [plate_number, plate_color]);
  }
});
