import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { Health } from '#nodes/lib/health';
import { Closed } from '#nodes/lib/recognizer';
import { assertAllFree, Flow, recognizerOf, settle, share } from './fake-reader';
import { png } from './headers';

describe('a node that closes', () => {
  it('ends what waits and what is in flight, quietly and at once', async () => {
    const shared = share();
    const recognizer = recognizerOf(shared);
    const flow = new Flow(recognizer);
    for (const number of [1, 2, 3]) flow.send(number);
    await settle();
    recognizer.close();
    await flow.settled();

    assert.deepEqual(
      [1, 2, 3].map((number) => flow.fate(number)),
      ['closed', 'closed', 'closed'],
    );
    assert.equal(shared.reader.calls.length, 1);
    assert.equal(shared.reader.last.signal.aborted, true);
    assert.equal(recognizer.inWork, 0);
    await settle();
    assertAllFree(shared.slots, 1);
  });

  it('ends what comes later, whatever it is', async () => {
    const shared = share();
    const recognizer = recognizerOf(shared);
    recognizer.close();

    for (const value of [png(), null, 'ftp://example.com/']) {
      await assert.rejects(recognizer.recognize(value, undefined), Closed);
    }
    assert.equal(shared.reader.calls.length, 0);
  });

  it('reads nothing that was just called in', async () => {
    const shared = share();
    const hold = await shared.slots.take();
    const recognizer = recognizerOf(shared);
    const flow = new Flow(recognizer);
    flow.send(1);
    hold();
    recognizer.close();
    await flow.settled();
    await settle();

    assert.equal(flow.fate(1), 'closed');
    assert.equal(shared.reader.calls.length, 0);
    assertAllFree(shared.slots, 1);
  });

  it('reads nothing that came the moment before', async () => {
    const shared = share();
    const recognizer = recognizerOf(shared);
    const flow = new Flow(recognizer);
    flow.send(1);
    recognizer.close();
    await flow.settled();

    assert.equal(flow.fate(1), 'closed');
    assert.equal(shared.reader.calls.length, 0);
    assertAllFree(shared.slots, 1);
  });

  it('is not told any more whether its service can be reached', () => {
    const health = new Health();
    let told = 0;
    const recognizer = recognizerOf({ ...share(), health }, {}, () => {
      told += 1;
    });
    recognizer.borrow();
    health.offline = true;
    recognizer.close();
    health.offline = false;

    assert.equal(told, 1);
  });

  it('takes no slot from the other nodes of its service', async () => {
    const shared = share();
    const hold = await shared.slots.take();
    const [closing, staying] = [recognizerOf(shared), recognizerOf(shared)];
    const [gone, here] = [new Flow(closing), new Flow(staying)];
    gone.send(1);
    here.send(2);
    await settle();
    closing.close();
    hold();
    await settle();
    shared.reader.last.answer();
    await Promise.all([gone.settled(), here.settled()]);

    assert.deepEqual([gone.fate(1), here.fate(2)], ['closed', 'plate']);
    await settle();
    assertAllFree(shared.slots, 1);
  });

  it('ends quietly also where its service was closed a moment before', async () => {
    const shared = share();
    const recognizer = recognizerOf(shared);
    const flow = new Flow(recognizer);
    flow.send(1);
    await settle();
    shared.reader.last.fail(new PlateError('UNEXPECTED', 'internal', 'The reader was closed'));
    recognizer.close();
    await flow.settled();

    assert.equal(flow.fate(1), 'closed');
    assertAllFree(shared.slots, 1);
  });

  it('may close twice', async () => {
    const recognizer = recognizerOf(share());
    const flow = new Flow(recognizer);
    flow.send(1);
    await settle();
    recognizer.close();
    recognizer.close();
    await flow.settled();

    assert.equal(flow.fate(1), 'closed');
  });
});
