import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { followed, systemClock, unlessAborted } from '#nodes/lib/clock';
import { deadlineOf, TimedWork } from '#nodes/lib/deadline';

describe('a wait', () => {
  it('ends by itself and leaves nothing behind', async () => {
    const work = new AbortController();

    await systemClock.wait(1, work.signal);

    assert.equal(getEventListeners(work.signal, 'abort').length, 0);
  });

  it('ends at once with the reason of the signal', async () => {
    const work = new AbortController();
    const reason = new Error('enough');
    const wait = systemClock.wait(60_000, work.signal);
    work.abort(reason);

    await assert.rejects(wait, reason);
    await assert.rejects(systemClock.wait(60_000, work.signal), reason);
  });
});

describe('a promise that somebody stops waiting for', () => {
  it('gives what it gives, and leaves nothing behind', async () => {
    const { signal } = new AbortController();

    assert.equal(await unlessAborted(Promise.resolve(7), signal), 7);
    await assert.rejects(unlessAborted(Promise.reject(new Error('no')), signal), /no/);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('is given up with the reason of the signal, and may fail unheard', async () => {
    const reason = new Error('enough');
    const failing = new Promise((_resolve, reject) => {
      setImmediate(() => reject(new Error('unheard')));
    });

    await assert.rejects(unlessAborted(failing, AbortSignal.abort(reason)), reason);
    await new Promise((resolve) => setImmediate(resolve));
  });
});

describe('a signal that follows others', () => {
  it('is aborted with the first of them, and by that one for good', () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const reason = new Error('enough');
    const { signal } = followed(one.signal, two.signal);

    two.abort(reason);
    one.abort(new Error('later'));

    assert.equal(signal.reason, reason);
    assert.equal(followed(one.signal, two.signal).signal.aborted, true);
  });

  it('leaves nothing behind once it is forgotten', () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const { signal, forget } = followed(one.signal, two.signal);

    forget();
    one.abort();

    assert.equal(signal.aborted, false);
    for (const each of [one, two]) assert.equal(getEventListeners(each.signal, 'abort').length, 0);
  });
});

describe('timed work', () => {
  it('is aborted when its time is up, which its signal knows before', async () => {
    const late = new Error('late');
    const before = performance.now();
    const work = new TimedWork(5, () => late);
    const aborted = new Promise((resolve) => {
      work.signal.addEventListener('abort', () => resolve(work.signal.reason));
    });

    const deadline = deadlineOf(work.signal);

    assert.ok(deadline >= before + 5 && deadline <= performance.now() + 5);
    assert.equal(await aborted, late);
  });

  it('has no end where nobody timed it', () => {
    assert.equal(deadlineOf(new AbortController().signal), Number.POSITIVE_INFINITY);
  });
});
