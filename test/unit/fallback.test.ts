import assert from 'node:assert/strict';
import sinon from 'sinon';
import { TimedWork } from '#nodes/lib/deadline';
import { PlateError } from '#nodes/lib/errors';
import { PLATE } from './fake-reader';
import { FallbackRig, failure, PICTURE, settle } from './fallback-rig';

describe('the embedded reader behind the service', () => {
  let rig: FallbackRig;

  beforeEach(() => {
    rig = new FallbackRig();
  });

  it('is not even opened while the service reads', async () => {
    const reading = rig.join().read(PICTURE, new AbortController().signal);
    rig.service.last.answer();

    assert.equal('fallback' in (await reading), false);
    assert.equal(rig.edges.length, 0);
  });

  for (const category of ['network', 'timeout', 'service', 'quota'] as const) {
    it(`steps in for ${category}, and says why`, async () => {
      const reading = rig.join().read(PICTURE, new AbortController().signal);
      rig.service.last.fail(failure(category, 'CODE'));
      await settle();
      rig.edges[0]?.last.answer({ engine: 'edge', attempts: 1 });

      const { engine, attempts, fallback, plates } = await reading;

      assert.deepEqual([engine, attempts, fallback, plates], ['edge', 2, 'CODE', [PLATE]]);
      assert.equal(rig.edges[0]?.last.picture, PICTURE);
    });
  }

  for (const category of ['config', 'input', 'no-plate', 'auth', 'account', 'busy', 'internal'] as const) {
    it(`does not step in for ${category}`, async () => {
      const reading = rig.join().read(PICTURE, new AbortController().signal);
      const error = failure(category);
      rig.service.last.fail(error);

      await assert.rejects(reading, error);
      assert.equal(rig.edges.length, 0);
    });
  }

  it('does not step in for a bug', async () => {
    const reading = rig.join().read(PICTURE, new AbortController().signal);
    rig.service.last.fail(new TypeError('oops'));

    await assert.rejects(reading, TypeError);
  });

  it('is opened once', async () => {
    const reader = rig.join();
    for (let i = 0; i < 3; i++) {
      const reading = reader.read(PICTURE, new AbortController().signal);
      rig.service.last.fail(failure('network'));
      await settle();
      rig.edges[0]?.last.answer();
      await reading;
    }

    assert.equal(rig.edges.length, 1);
  });

  it('finds no plate, and that is the outcome', async () => {
    const reading = rig.join().read(PICTURE, new AbortController().signal);
    rig.service.last.fail(failure('network', 'NETWORK'));
    await settle();
    rig.edges[0]?.last.answer({ plates: [] });

    const { plates, fallback } = await reading;

    assert.deepEqual([plates, fallback], [[], 'NETWORK']);
  });

  it('fails, and that is the outcome, with the calls that were spent', async () => {
    const reading = rig.join().read(PICTURE, new AbortController().signal);
    rig.service.last.fail(failure('network', 'NETWORK', 3));
    await settle();
    rig.edges[0]?.last.fail(new PlateError('BAD_FORMAT', 'input', 'm'));

    await assert.rejects(reading, { code: 'BAD_FORMAT', attempts: 3 });
  });

  describe('shares the time', () => {
    it('and gets what the service leaves when 60 % are over', async () => {
      const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
      try {
        const work = new TimedWork(1000, () => failure('timeout', 'TIMEOUT'));
        const reading = rig.join().read(PICTURE, work.signal);
        clock.tick(599);
        const before = rig.service.last.signal.aborted;
        clock.tick(1);
        await settle();
        rig.edges[0]?.last.answer({ engine: 'edge' });

        assert.deepEqual(
          [before, rig.service.last.signal.aborted, work.signal.aborted],
          [false, true, false],
        );
        assert.equal((await reading).fallback, 'TIMEOUT');
        work.end();
      } finally {
        clock.restore();
      }
    });

    it('and is too slow: what went wrong with the service is told', async () => {
      const work = new TimedWork(60_000, () => failure('timeout', 'TIMEOUT'));
      const reading = rig.join().read(PICTURE, work.signal);
      rig.service.last.fail(failure('service', 'ModelArts.4403'));
      await settle();
      work.abort(failure('timeout', 'TIMEOUT'));
      work.end();

      await assert.rejects(reading, { code: 'ModelArts.4403', attempts: 2 });
    });

    it('and does not begin once the message is over', async () => {
      const work = new TimedWork(60_000, () => failure('timeout'));
      const reading = rig.join().read(PICTURE, work.signal);
      const closed = new Error('closed');
      work.abort(closed);
      work.end();

      await assert.rejects(reading, closed);
      assert.equal(rig.edges.length, 0);
    });
  });

  it('is closed with the service', async () => {
    const reader = rig.join();
    const reading = reader.read(PICTURE, new AbortController().signal);
    rig.service.last.fail(failure('network'));
    await settle();
    rig.edges[0]?.last.answer();
    await reading;

    await reader.close();

    assert.deepEqual([rig.service.closed, rig.edges[0]?.closed], [1, 1]);
  });

  it('is not opened once the service is closed', async () => {
    const reader = rig.join();
    const reading = reader.read(PICTURE, new AbortController().signal);
    await reader.close();
    rig.service.last.fail(failure('network', 'NETWORK'));

    await assert.rejects(reading, { code: 'NETWORK' });
    assert.equal(rig.edges.length, 0);
  });
});
