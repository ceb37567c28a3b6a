import assert from 'node:assert/strict';
import { burstGate, LISTED } from './burst-support';

describe('a burst', () => {
  it('decides when its time is up on what it has', async () => {
    const { clock, sends, settled } = burstGate({ frames: 5 });

    sends(LISTED);
    sends(LISTED);
    clock.pass(3);

    assert.deepEqual(await settled(), ['listed', 'silent']);
    assert.equal(clock.pending, 0);
  });

  it('denies without agreement when its time is up too early', async () => {
    const { clock, sends, settled } = burstGate();

    sends(LISTED);
    clock.pass(3);

    assert.deepEqual(await settled(), ['no-agreement']);
  });

  it('counts frames without a plate by time only', async () => {
    const { clock, sends, settled } = burstGate();

    for (const number of ['', '', '', '']) sends(number);
    assert.deepEqual(await settled(), ['silent', 'silent', 'silent', '…']);
    sends(LISTED);
    sends(LISTED);
    assert.deepEqual(await settled(), ['silent', 'silent', 'silent', 'silent', 'listed', 'silent']);

    clock.pass(3);
    sends('', {}, 'another burst');
    clock.pass(3);
    assert.equal((await settled()).at(-1), 'no-plate');
  });

  it('judges anew when it decides, because its frames grew older', async () => {
    const { clock, sends, settled } = burstGate({ frames: 5, maxAge: 2 });

    sends(LISTED);
    sends(LISTED);
    clock.pass(3);

    assert.deepEqual(await settled(), ['stale', 'silent']);
  });

  it('lets late frames go, and begins anew when they cannot be late any more', async () => {
    const { clock, sends, settled } = burstGate({ rearm: 0 });
    sends(LISTED);
    sends(LISTED);

    sends(LISTED);
    clock.pass(3);
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
    const { clock, sends, settled } = burstGate();
    for (const id of ['a', 'b']) {
      sends(LISTED, {}, id);
      sends(LISTED, {}, id);
      clock.pass(5);
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
