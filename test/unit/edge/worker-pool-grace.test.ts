import assert from 'node:assert/strict';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import { PoolRig, task } from './pool-rig';

const NEVER = new AbortController().signal;

describe('the worker pool, where nobody waits for a task any more,', () => {
  let rig: PoolRig;
  let clock: SinonFakeTimers;

  beforeEach(() => {
    clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    rig = new PoolRig();
  });

  afterEach(async () => {
    clock.restore();
    await rig.stop();
  });

  for (const [order, way] of [
    ['h', 'hangs'],
    ['w', 'never answers'],
  ] as const) {
    it(`replaces a worker that ${way}: 2 s after, once it has read a picture`, async () => {
      await rig.pool.run(task('a', 'read'), NEVER);
      const { next } = await abandon(order);

      clock.tick(2000);

      assert.equal(await next, 1);
      assert.equal(rig.started, 2);
    });

    it(`replaces a worker that ${way}: 60 s after, where it has read none`, async () => {
      const { next } = await abandon(order);

      clock.tick(60_000);

      assert.equal(await next, 1);
      assert.equal(rig.started, 2);
    });
  }

  it('replaces a worker that hangs with a crop: 2 s after, once it has answered, as no crop loads an engine', async () => {
    await readNothing();
    const { next } = await abandon('h');

    clock.tick(2000);

    assert.equal(await next, 1);
    assert.equal(rig.started, 2);
  });

  for (const [order, way] of [
    ['c', 'answers'],
    ['g', 'gives up'],
  ] as const) {
    it(`keeps a worker that ${way} late, however long the engine took to load`, async () => {
      await readNothing();
      const stop = new AbortController();
      const slow = rig.pool.run(task(order, 'read'), stop.signal);
      const next = rig.pool.run(task('a'), NEVER);

      stop.abort(new Error('too late'));
      clock.tick(59_999);

      await assert.rejects(slow, { message: 'too late' });
      await next;
      assert.equal(rig.started, 1);
    });
  }

  it('spares a worker that gave up in time, whatever it does when the time is over', async () => {
    const stop = new AbortController();
    const { next } = await abandon('g');
    await next;
    const waiting = rig.pool.run(task('c'), stop.signal);

    clock.tick(60_000);

    stop.abort(new Error('enough'));
    await assert.rejects(waiting, { message: 'enough' });
    await rig.pool.run(task('a'), NEVER);
    assert.equal(rig.started, 1);
  });

  it('ends a worker that loads for nobody when it is closed', async () => {
    const { next } = await abandon('h');

    await Promise.all([assert.rejects(next, { code: 'NETWORK' }), rig.pool.close()]);

    assert.equal(rig.latest?.isAlive, false);
  });

  /** Tasks after which a worker need not have an engine. */
  async function readNothing(): Promise<void> {
    await rig.pool.run(task('a', 'crop'), NEVER);
    await assert.rejects(rig.pool.run(task('f', 'read'), NEVER), { code: 'BAD_FORMAT' });
  }

  /** Has a task that nobody waits for any more, and another behind it. */
  async function abandon(order: string): Promise<{ next: Promise<unknown> }> {
    const stop = new AbortController();
    const stuck = rig.pool.run(task(order), stop.signal);
    const next = rig.pool.run(task('a'), NEVER);
    stop.abort(new Error('too late'));
    await assert.rejects(stuck, { message: 'too late' });
    return { next };
  }
});
