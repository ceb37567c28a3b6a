import assert from 'node:assert/strict';
import { holdSharedPool, type PoolShare } from '#nodes/lib/edge/shared-pool';
import type { CropTask } from '#nodes/lib/edge/tasks';

describe('the shared pool', () => {
  const shares: PoolShare[] = [];
  const hold = (threads: number) => {
    const share = holdSharedPool(threads);
    shares.push(share);
    return share;
  };

  afterEach(() => Promise.all(shares.splice(0).map((share) => share.release())));

  it('is one for all holders, as large as the largest wants', () => {
    const [one, three, two] = [hold(1), hold(3), hold(2)];

    assert.equal(one.pool, three.pool);
    assert.equal(three.pool, two.pool);
    assert.equal(one.pool.size, 3);
  });

  it('has one copy of the models, in memory that all threads see', async () => {
    const [first, second] = [hold(1), hold(1)];

    const [models, again] = await Promise.all([first.models(), second.models()]);

    assert.equal(models, again);
    assert.ok(models.detector.buffer instanceof SharedArrayBuffer);
    assert.ok(models.recognizer.buffer instanceof SharedArrayBuffer);
  });

  it('stays while anybody holds it, and is closed with the last', async () => {
    const [first, second] = [hold(1), hold(1)];

    await first.release();
    await first.release();
    assert.notEqual(hold(1).pool.size, 0);
    assert.equal(shares.at(-1)?.pool, second.pool);

    await Promise.all(shares.splice(0).map((share) => share.release()));

    assert.notEqual(hold(1).pool, second.pool);
    await assert.rejects(second.pool.run(TASK, new AbortController().signal), { code: 'UNEXPECTED' });
  });
});

const TASK: CropTask = {
  kind: 'crop',
  picture: { bytes: new Uint8Array(1), format: 'png', width: 1, height: 1 },
  crop: { x: 0, y: 0, width: 100, height: 100 },
};
