import assert from 'node:assert/strict';
import { createGate } from '#nodes/lib/gate/gate';
import { burstGate, LISTED } from './burst-support';
import { defaults, ManualClock, message, short } from './support';

describe('a burst', () => {
  it('decides when its time is up on what it has', async () => {
    const { clock, sends, passes, settled } = burstGate({ frames: 5 });

    sends(LISTED);
    sends(LISTED);
    await passes(3);

    assert.deepEqual(await settled(), ['listed', 'silent']);
    assert.equal(clock.pending, 0);
  });

  it('denies without agreement when its time is up too early', async () => {
    const { sends, passes, settled } = burstGate();

    sends(LISTED);
    await passes(3);

    assert.deepEqual(await settled(), ['no-agreement']);
  });

  it('waits for its frames as long as it may', async () => {
    const { sends, passes, settled } = burstGate();

    sends(LISTED);
    await passes(2.9);
    assert.deepEqual(await settled(), ['…']);
    sends(LISTED);

    assert.deepEqual(await settled(), ['listed', 'silent']);
  });

  it('counts frames without a plate by time only', async () => {
    const { sends, passes, settled } = burstGate();

    for (const number of ['', '', '', '']) sends(number);
    assert.deepEqual(await settled(), ['silent', 'silent', 'silent', '…']);
    sends(LISTED);
    sends(LISTED);
    assert.deepEqual(await settled(), ['silent', 'silent', 'silent', 'silent', 'listed', 'silent']);

    await passes(3);
    sends('', {}, 'another burst');
    await passes(3);
    assert.equal((await settled()).at(-1), 'no-plate');
  });

  it('judges anew when it decides, because its frames grew older', async () => {
    const { sends, passes, settled } = burstGate({ frames: 5, maxAge: 2 });

    sends(LISTED);
    sends(LISTED);
    await passes(3);

    assert.deepEqual(await settled(), ['stale', 'silent']);
  });

  it('is judged by the list as it is when it decides, for every frame', async () => {
    const left = burstGate();
    left.sends(LISTED);
    await left.settled();
    left.listed.now = [];
    left.sends(LISTED);
    left.sends(LISTED);
    assert.deepEqual(await left.settled(), ['unknown', 'silent', 'silent']);

    const joined = burstGate();
    joined.listed.now = [];
    joined.sends(LISTED);
    await joined.settled();
    joined.listed.now = [LISTED];
    joined.sends(LISTED);
    assert.deepEqual(await joined.settled(), ['listed', 'silent']);
  });

  it('is judged by the list as it is when its time is up', async () => {
    const { listed, sends, passes, settled } = burstGate({ frames: 5 });
    sends(LISTED);
    sends(LISTED);
    await settled();

    listed.now = [];
    await passes(3);

    assert.deepEqual(await settled(), ['unknown', 'silent']);
  });

  it('denies where the list cannot be read when its time is up', async () => {
    const clock = new ManualClock();
    let reads = 0;
    const gate = createGate({ ...defaults, frames: 2, agree: 1 }, clock, async () => {
      if (reads > 0) throw new Error('the context store is gone');
      reads += 1;
      return [LISTED];
    });

    const answer = gate.judge(message(LISTED, clock.now(), { parts: { id: 'burst' } }));
    await new Promise(setImmediate);
    clock.pass(3);

    assert.equal(short(await answer), 'bad-list');
  });

  it('lets late frames go, and begins anew when they cannot be late any more', async () => {
    const { sends, passes, settled } = burstGate({ rearm: 0 });
    sends(LISTED);
    sends(LISTED);

    await passes(2.9);
    sends(LISTED);
    await passes(0.1);
    sends(LISTED);
    sends(LISTED);

    assert.deepEqual(await settled(), ['listed', 'silent', 'silent', 'listed', 'silent']);
  });

  it('is told from others by its id, be that text or a number', async () => {
    const { sends, settled } = burstGate();

    sends(LISTED, {}, 1);
    sends('沪B88888', {}, 2);
    sends(LISTED, {}, 1);
    sends('沪B88888', {}, 2);

    assert.deepEqual(await settled(), ['listed', 'listed', 'silent', 'silent']);
  });

  it('is one frame where there is no id, which agrees with no other', async () => {
    const two = burstGate();
    for (const id of [null, '', Number.NaN, {}]) two.sends(LISTED, {}, id);
    assert.deepEqual(new Set(await two.settled()), new Set(['no-agreement', 'silent']));

    const one = burstGate({ agree: 1 });
    one.sends(LISTED, {}, null);
    assert.deepEqual(await one.settled(), ['listed']);
  });

  it('opens once in a visit, as single messages do', async () => {
    const { sends, passes, settled } = burstGate();
    for (const id of ['a', 'b']) {
      sends(LISTED, {}, id);
      sends(LISTED, {}, id);
      await passes(5);
    }

    assert.deepEqual(await settled(), ['listed', 'silent', 'silent', 'silent']);
  });

  it('never waits with more than a bounded number of others', async () => {
    const { clock, sends, settled } = burstGate();

    for (let i = 0; i < 1000; i += 1) sends(LISTED, {}, `burst ${i}`);

    assert.ok((await settled()).filter((answer) => answer === '…').length <= 64);
    assert.ok(clock.pending <= 64);
  });

  it('ends silently when the gate closes, and leaves no timer behind', async () => {
    const { clock, gate, sends, settled } = burstGate();
    sends(LISTED);
    sends('', {}, 'another burst');

    await settled();
    gate.close();
    sends(LISTED);
    sends(LISTED);

    assert.deepEqual(await settled(), ['silent', 'silent', 'silent', 'silent']);
    assert.equal(clock.pending, 0);
  });

  it('does not exist where one frame decides, whatever its parts say', async () => {
    const { sends, settled } = burstGate({ frames: 1, agree: 1 });

    sends(LISTED);
    sends('沪B88888');

    assert.deepEqual(await settled(), ['listed', 'listed']);
  });
});
