import assert from 'node:assert/strict';
import { deadlineOf, TimedWork } from '#nodes/lib/deadline';

describe('timed work', () => {
  const late = () => new Error('too late');

  it('aborts its signal with what is said when its time is up', async () => {
    const work = new TimedWork(5, late);

    await new Promise((resolve) => work.signal.addEventListener('abort', resolve, { once: true }));

    assert.equal(work.signal.reason.message, 'too late');
    work.end();
  });

  it('says when that will be', () => {
    const work = new TimedWork(1000, late);

    const left = deadlineOf(work.signal) - performance.now();

    assert.ok(left > 900 && left <= 1000);
    work.end();
  });

  it('has a deadline of its own, also with the signal of one that ended', () => {
    const first = new TimedWork(1000, late);
    first.end();
    const second = new TimedWork(60_000, late);

    assert.equal(second.signal, first.signal);
    assert.ok(deadlineOf(second.signal) - performance.now() > 59_000);
    second.end();
  });

  it('never has the signal of one that was aborted', () => {
    const first = new TimedWork(1000, late);
    first.abort(new Error('closed'));
    first.end();
    const second = new TimedWork(1000, late);

    assert.notEqual(second.signal, first.signal);
    assert.equal(second.signal.aborted, false);
    second.end();
  });

  it('never has a signal that somebody still listens to', () => {
    const first = new TimedWork(1000, late);
    first.signal.addEventListener('abort', () => {});
    first.end();
    const second = new TimedWork(1000, late);

    assert.notEqual(second.signal, first.signal);
    second.end();
  });

  it('never shares a signal with work that goes on', () => {
    const works = Array.from({ length: 100 }, () => new TimedWork(1000, late));

    assert.equal(new Set(works.map(({ signal }) => signal)).size, 100);
    for (const work of works) work.end();
  });
});
