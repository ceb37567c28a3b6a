import assert from 'node:assert/strict';
import { READER_HINTS } from '#nodes/lib/edge/hints';
import { WorkerPool } from '#nodes/lib/edge/worker-pool';
import { PoolRig, task } from './pool-rig';

const NEVER = new AbortController().signal;

describe('the worker pool', () => {
  let rig: PoolRig;
  let pool: WorkerPool;

  beforeEach(() => {
    rig = new PoolRig();
    pool = rig.pool;
  });

  afterEach(() => rig.stop());

  it('starts no thread before the first task, and keeps it for the next', async () => {
    assert.equal(rig.started, 0);

    const answers = [await pool.run(task('a'), NEVER), await pool.run(task('a'), NEVER)];

    assert.deepEqual(answers, [1, 2]);
    assert.equal(rig.started, 1);
  });

  it('tells each picture where the system allows no thread, and tries again for the next', async () => {
    let tries = 0;
    const refused = new WorkerPool(1, () => {
      tries++;
      throw new Error('Worker initialization failure: EAGAIN');
    });

    const readings = [refused.run(task('a'), NEVER), refused.run(task('a'), NEVER)];

    for (const reading of readings) {
      await assert.rejects(reading, {
        code: 'UNEXPECTED',
        message: /EAGAIN/,
        hint: READER_HINTS['reader-limits'],
      });
    }
    assert.equal(tries, 2);
  });

  it('has at most as many threads as it is large', async () => {
    pool.size = 2;

    await Promise.all(Array.from({ length: 6 }, () => pool.run(task('a'), NEVER)));

    assert.equal(rig.started, 2);
  });

  for (const [order, way] of [
    ['x', 'ends'],
    ['t', 'throws'],
    ['u', 'fails in a way it should not'],
  ] as const) {
    it(`replaces a worker that ${way}, at the price of one task`, async () => {
      await assert.rejects(pool.run(task(order), NEVER), { code: 'UNEXPECTED', category: 'internal' });

      assert.equal(await pool.run(task('a'), NEVER), 1);
      assert.equal(rig.started, 2);
    });
  }

  it('tells a task that cannot be handed over, and goes on with the next', async () => {
    const odd = Object.assign(task('a'), { cannotBeCloned: () => {} });

    await assert.rejects(pool.run(odd, NEVER), { code: 'UNEXPECTED', message: /could not be cloned/ });

    assert.equal(await pool.run(task('a'), NEVER), 1);
  });

  it('replaces a worker that ends while it is idle', async () => {
    await pool.run(task('l'), NEVER);
    while (rig.latest?.isAlive) await new Promise(setImmediate);

    assert.equal(await pool.run(task('a'), NEVER), 1);
    assert.equal(rig.started, 2);
  });

  it('keeps a worker that refuses a picture', async () => {
    await assert.rejects(pool.run(task('f'), NEVER), { code: 'BAD_FORMAT', category: 'input' });

    await pool.run(task('a'), NEVER);
    assert.equal(rig.started, 1);
  });

  it('forgets a queued task that nobody waits for any more', async () => {
    const stop = new AbortController();
    const first = pool.run(task('a'), NEVER);
    const second = pool.run(task('a'), stop.signal);
    const third = pool.run(task('a'), NEVER);

    stop.abort();

    await assert.rejects(second, { name: 'AbortError' });
    assert.deepEqual([await first, await third], [1, 2]);
  });

  it('does not start on an aborted signal', async () => {
    await assert.rejects(pool.run(task('a'), AbortSignal.abort()), { name: 'AbortError' });

    assert.equal(rig.started, 0);
  });

  it('rejects everything when it is closed', async () => {
    const jobs = [pool.run(task('w'), NEVER), pool.run(task('a'), NEVER)];
    const outcomes = Promise.allSettled(jobs);

    await pool.close();

    assert.deepEqual(
      (await outcomes).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await assert.rejects(pool.run(task('a'), NEVER), { code: 'NETWORK' });
  });
});
