import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import type { Plate } from '#nodes/lib/plate';
import { ShownStatus } from '#nodes/lib/shown-status';
import type { Outcome, Status } from '#nodes/lib/status';

const PLATE: Plate = { plate_number: '京A12345', plate_color: 'blue', plate_location: [], confidence: 0.9 };
const READ: Outcome = { plate: PLATE, local: false };
const READ_HERE: Outcome = { plate: PLATE, local: true };
const AWAY: Outcome = { error: new PlateError('NETWORK', 'network', 'm') };

describe('the status of a node, as it is shown', () => {
  const work = { inWork: 0, offline: false };
  let shown: (string | undefined)[];

  beforeEach(() => {
    Object.assign(work, { inWork: 0, offline: false });
    shown = [];
  });

  function statusOf(showPlate = false, first?: Outcome): ShownStatus {
    return new ShownStatus(work, first, showPlate, ({ fill, text }: Status) => {
      shown.push(text && `${fill} ${text.replace('license-plate.status.', '')}`);
    });
  }

  it('is set once for each change', () => {
    const status = statusOf();
    for (const inWork of [0, 0, 1, 1, 2, 2, 1]) {
      work.inWork = inWork;
      status.update();
    }

    assert.deepEqual(shown, [undefined, 'blue reading', 'blue reading-2', 'blue reading']);
  });

  it('tells what is wrong before the first message', () => {
    statusOf(false, { error: new PlateError('NOT_CONFIGURED', 'config', 'm') }).update();

    assert.deepEqual(shown, ['red config']);
  });

  it('is another one where the same plate is read elsewhere', () => {
    const status = statusOf(true);
    for (const outcome of [READ, READ, READ_HERE, READ]) status.settle(outcome);

    assert.deepEqual(shown, ['green 京A12345', 'yellow 京A12345', 'green 京A12345']);
  });

  for (const [what, outcome, said] of [
    ['a failure', AWAY, 'red offline'],
    ['a reading in its place', READ_HERE, 'yellow offline-local'],
  ] as const) {
    it(`is ${what} while the service is away, and no more once it is back`, () => {
      const status = statusOf();
      work.offline = true;
      status.settle(outcome);

      work.offline = false;
      status.update();

      assert.deepEqual(shown, [said, undefined]);
    });
  }
});
