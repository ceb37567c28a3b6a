import assert from 'node:assert/strict';
import { type ProcessShare, SharedProcess } from '#nodes/lib/edge/shared-process';
import type { CropTask } from '#nodes/lib/edge/tasks';

describe('the shared process', () => {
  let shared: SharedProcess;
  const shares: ProcessShare[] = [];
  const hold = (threads: number) => {
    const share = shared.hold(threads);
    shares.push(share);
    return share;
  };

  beforeEach(() => {
    shared = new SharedProcess();
  });

  afterEach(() => Promise.all(shares.splice(0).map((share) => share.release())));

  it('is one for all holders, with as many threads as the largest wants', () => {
    const [one, three, two] = [hold(1), hold(3), hold(2)];

    assert.equal(one.process, three.process);
    assert.equal(three.process, two.process);
    assert.equal(one.process.threads, 3);
  });

  it('stays while anybody holds it, and is closed with the last', async () => {
    const [first, second] = [hold(1), hold(1)];

    await first.release();
    await first.release();
    assert.equal(hold(1).process, second.process);

    await Promise.all(shares.splice(0).map((share) => share.release()));

    assert.notEqual(hold(1).process, second.process);
    await assert.rejects(second.process.run(TASK, new AbortController().signal), { code: 'NETWORK' });
  });
});

const TASK: CropTask = {
  kind: 'crop',
  picture: { bytes: new Uint8Array(1), format: 'png', width: 1, height: 1 },
  crop: { x: 0, y: 0, width: 100, height: 100 },
};
