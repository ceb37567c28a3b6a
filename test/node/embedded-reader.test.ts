import assert from 'node:assert/strict';
import { nearestFirst, type Plate } from '#nodes/lib/plate';
import { demoDesigns, drawDemoPicture } from '../fixtures/draw/demo';
import type { PlateTruth } from '../fixtures/draw/gate-picture';
import { encode } from '../fixtures/encode';
import { Rig } from './rig';

describe('license-plate with the embedded reader', function () {
  this.timeout(60_000);
  let rig: Rig;

  before(async () => {
    // Not the speed is tested here, and the machine may be busy.
    rig = await Rig.start({ service: { engine: 'edge' }, plate: { timeout: 60 } });
  });

  after(() => rig.stop());

  for (const name of Object.keys(demoDesigns) as (keyof typeof demoDesigns)[]) {
    it(`reads what is drawn: ${name}`, async () => {
      const { pixels, truth } = drawDemoPicture(name);
      const payload = await encode(pixels, 'jpeg');

      const { by, msg } = await rig.send({ payload });

      if (truth.length === 0) {
        assert.deepEqual([by, msg.error?.code], ['error', 'NO_PLATE']);
        return;
      }
      assert.equal(by, 'plate');
      assert.deepEqual(namesOf(msg.plates as Plate[]), namesOf(nearestFirst(truth.map(asPlate))));
      assert.equal(msg.image, payload);
      assert.equal(msg.recognition?.engine, 'edge');
    });
  }

  it('says how to fetch a URL', async () => {
    const { msg } = await rig.send({ payload: 'http://192.168.1.20/snapshot.jpg' });

    assert.equal(msg.error?.code, 'BAD_INPUT');
  });
});

function asPlate({ plate_number, plate_color, plate_location }: PlateTruth): Plate {
  return { plate_number, plate_color, plate_location: plate_location.map(([x, y]) => [x, y]), confidence: 1 };
}

function namesOf(plates: readonly Plate[]): string[] {
  return plates.map(({ plate_number, plate_color }) => `${plate_number} ${plate_color}`);
}
