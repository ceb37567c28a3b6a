import assert from 'node:assert/strict';
import { Patience } from '#nodes/lib/gate/patience';
import { ManualClock } from './support';

describe('patience with a list', () => {
  let clock: ManualClock;
  let patience: Patience;
  const never = () => new Promise<string>(() => undefined);

  beforeEach(() => {
    clock = new ManualClock();
    patience = new Patience(clock, 5000);
  });

  it('gives what comes in time, and leaves no timer behind', async () => {
    assert.equal(await patience.within(Promise.resolve('list')), 'list');
    assert.equal(clock.pending, 0);
  });

  it('gives nothing where it fails', async () => {
    assert.equal(await patience.within(Promise.reject(new Error('no such store'))), undefined);
    assert.equal(clock.pending, 0);
  });

  it('ends when the time is up', async () => {
    const given = patience.within(never());

    clock.pass(5);

    assert.equal(await given, undefined);
  });

  it('ends with the gate, and leaves no timer behind', async () => {
    const given = [patience.within(never()), patience.within(never())];

    patience.end();

    assert.deepEqual(await Promise.all(given), [undefined, undefined]);
    assert.equal(clock.pending, 0);
  });
});
