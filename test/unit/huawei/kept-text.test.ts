import assert from 'node:assert/strict';
import { KeptText } from '#nodes/lib/huawei/kept-text';
import { VirtualClock } from './virtual-clock';

/** How many chunks are kept of each of so many bodies, one every second. */
function ofBodies(count: number, keptText: KeptText, clock: VirtualClock): number[] {
  return Array.from({ length: count }, () => {
    clock.pass(1000);
    return keptText.chunksOfNext();
  });
}

describe('the text of signed bodies that is kept', () => {
  const first = Array.from({ length: 24 }, () => 10);

  it('is more of the first ones, whose heap is small yet', () => {
    const clock = new VirtualClock();

    assert.deepEqual(ofBodies(26, new KeptText(clock), clock), [...first, 2, 2]);
  });

  it('is more again after a pause, in which V8 cleans up', () => {
    const clock = new VirtualClock();
    const keptText = new KeptText(clock);
    ofBodies(30, keptText, clock);
    clock.pass(6999);
    assert.deepEqual(ofBodies(1, keptText, clock), [2]);
    clock.pass(7000);

    assert.deepEqual(ofBodies(25, keptText, clock), [...first, 2]);
  });
});
