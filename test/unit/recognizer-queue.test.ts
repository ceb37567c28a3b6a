import assert from 'node:assert/strict';
import fc from 'fast-check';
import sinon from 'sinon';
import { Closed } from '#nodes/lib/recognizer';
import {
  assertAllFree,
  errorOf,
  Flow,
  numberOf,
  pictureNumber,
  recognizerOf,
  settle,
  share,
} from './fake-reader';
import { png } from './headers';

describe('messages that wait', () => {
  it('are read one after the other, in the order of arrival', async () => {
    const shared = share();
    const flow = new Flow(recognizerOf(shared));
    for (const number of [1, 2, 3]) flow.send(number);
    for (let i = 0; i < 3; i++) {
      await settle();
      assert.equal(shared.reader.calls.length, i + 1);
      shared.reader.last.answer();
    }
    await flow.settled();

    assert.deepEqual(
      shared.reader.calls.map(({ picture }) => numberOf(picture)),
      [1, 2, 3],
    );
    assertAllFree(shared.slots, 1);
  });

  it('are read as many at once as there are slots', async () => {
    const shared = share(3);
    const recognizer = recognizerOf(shared);
    const flow = new Flow(recognizer);
    for (let number = 0; number < 5; number++) flow.send(number);
    await settle();

    assert.equal(shared.reader.calls.length, 3);
    assert.equal(recognizer.inWork, 3);
    recognizer.close();
    await flow.settled();
  });

  it('are BUSY where the room is full, and the others go on', async () => {
    const shared = share();
    const flow = new Flow(recognizerOf(shared, { waiting: 1 }));
    for (const number of [1, 2, 3]) flow.send(number);
    await settle();
    shared.reader.last.answer();
    await settle();
    shared.reader.last.answer();
    await flow.settled();

    assert.deepEqual(
      [1, 2, 3].map((number) => flow.fate(number)),
      ['plate', 'plate', 'BUSY'],
    );
    assertAllFree(shared.slots, 1);
  });

  it('are SUPERSEDED by a newer one where the freshest counts', async () => {
    const shared = share();
    const flow = new Flow(recognizerOf(shared, { waiting: 1, overflow: 'oldest' }));
    for (const number of [1, 2, 3, 4]) flow.send(number);
    await settle();
    shared.reader.last.answer();
    await settle();
    shared.reader.last.answer();
    await flow.settled();

    assert.deepEqual(
      [1, 2, 3, 4].map((number) => flow.fate(number)),
      ['plate', 'SUPERSEDED', 'SUPERSEDED', 'plate'],
    );
  });

  for (const overflow of ['reject', 'oldest']) {
    it(`are none where nobody may wait: BUSY at once (${overflow})`, async () => {
      const shared = share();
      const recognizer = recognizerOf(shared, { waiting: 0, overflow });
      const first = recognizer.recognize(png(), undefined);
      const error = await errorOf(recognizer.recognize(png(), undefined));
      shared.reader.last.answer();
      await first;
      const third = recognizer.recognize(png(), undefined);
      await settle();
      shared.reader.last.answer();
      await third;

      assert.deepEqual(
        [error.code, error.category, error.retryable, error.attempts],
        ['BUSY', 'busy', true, 0],
      );
    });
  }

  it('of two nodes take turns at one service, however many the first one has', async () => {
    const shared = share();
    const [busy, quiet] = [recognizerOf(shared), recognizerOf(shared)];
    const [many, few] = [new Flow(busy), new Flow(quiet)];
    for (const number of [1, 2, 3, 4, 5]) many.send(number);
    await settle();
    for (const number of [11, 12]) few.send(number);
    for (let i = 0; i < 7; i++) {
      await settle();
      shared.reader.last.answer();
    }
    await Promise.all([many.settled(), few.settled()]);

    const order = shared.reader.calls.map(({ picture }) => numberOf(picture));
    assert.deepEqual(order, [1, 2, 11, 3, 12, 4, 5]);
    assertAllFree(shared.slots, 1);
  });

  it('are not overtaken by one that comes in the moment a slot is free', async () => {
    const shared = share();
    const flow = new Flow(recognizerOf(shared));
    flow.send(1);
    flow.send(2);
    await settle();
    shared.reader.last.answer();
    flow.send(3);
    await settle();
    shared.reader.last.answer();
    await settle();
    shared.reader.last.answer();
    await flow.settled();

    assert.deepEqual(
      shared.reader.calls.map(({ picture }) => numberOf(picture)),
      [1, 2, 3],
    );
  });

  it('tell when their reading begins', async () => {
    const shared = share();
    const counts: number[] = [];
    const recognizer = recognizerOf(shared, {}, () => counts.push(recognizer.inWork));
    const flow = new Flow(recognizer);
    flow.send(1);
    flow.send(2);
    await settle();
    shared.reader.last.answer();
    await settle();
    shared.reader.last.answer();
    await flow.settled();

    assert.deepEqual(counts, [1, 1]);
    assert.equal(recognizer.inWork, 0);
  });
});

describe('the time of a message', () => {
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  afterEach(() => {
    clock.restore();
  });

  it('runs out with TIMEOUT, and its slot goes to the next', async () => {
    const shared = share();
    const flow = new Flow(recognizerOf(shared, { timeout: 2 }));
    flow.send(1);
    flow.send(2);
    await settle();
    clock.tick(1999);
    await settle();
    assert.equal(shared.reader.calls.length, 1);
    clock.tick(1);
    await settle();

    assert.equal(flow.fate(1), 'TIMEOUT');
    assert.equal(shared.reader.calls.length, 2);
    shared.reader.last.answer();
    await flow.settled();
    assert.equal(flow.fate(2), 'plate');
    assert.equal(clock.countTimers(), 0);
    assertAllFree(shared.slots, 1);
  });

  it('begins when it leaves the waiting room', async () => {
    const shared = share();
    const hold = await shared.slots.take();
    const flow = new Flow(recognizerOf(shared, { timeout: 2 }));
    flow.send(1);
    await settle();
    clock.tick(60_000);
    await settle();
    hold();
    await settle();
    clock.tick(1999);
    shared.reader.last.answer();
    await flow.settled();

    assert.equal(flow.fate(1), 'plate');
  });

  it('makes an error that says how long it was', async () => {
    const result = errorOf(recognizerOf(share(), { timeout: '2.5' }).recognize(png(), undefined));
    await settle();
    clock.tick(2500);
    const error = await result;

    assert.deepEqual([error.code, error.category, error.retryable], ['TIMEOUT', 'timeout', true]);
    assert.match(error.message, /2\.5 s/);
  });

  it('cannot change an answer that came in time', async () => {
    const shared = share();
    const flow = new Flow(recognizerOf(shared, { timeout: 2 }));
    flow.send(1);
    await settle();
    shared.reader.last.answer();
    clock.tick(2000);
    await flow.settled();

    assert.equal(flow.fate(1), 'plate');
  });
});

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

describe('the promise', () => {
  it('holds: every message ends exactly once and every slot comes back, whatever happens when', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('send', 'send to the other') },
      { weight: 3, arbitrary: fc.constantFrom('answer', 'fail', 'turn') },
      { weight: 1, arbitrary: fc.constantFrom('close', 'bad input') },
    );
    const rooms = fc.record({
      waiting: fc.integer({ min: 0, max: 3 }),
      overflow: fc.constantFrom('reject', 'oldest'),
    });

    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        rooms,
        fc.integer({ min: 1, max: 3 }),
        async (steps, saved, slots) => {
          const shared = share(slots);
          const recognizers = [recognizerOf(shared, saved), recognizerOf(shared, saved)] as const;
          const flows = [new Flow(recognizers[0]), new Flow(recognizers[1])] as const;
          for (const [number, name] of steps.entries()) {
            if (name === 'send') flows[0].send(number);
            else if (name === 'send to the other') flows[1].send(number);
            else if (name === 'answer') shared.reader.calls.at(-1)?.answer();
            else if (name === 'fail') shared.reader.calls[0]?.fail(new Error('bug'));
            else if (name === 'close') recognizers[0].close();
            else if (name === 'bad input') await assert.rejects(recognizers[1].recognize(null, undefined));
            else await settle();
          }
          await settle();
          for (const recognizer of recognizers) recognizer.close();
          await Promise.all(flows.map((flow) => flow.settled()));
          await settle();

          for (const flow of flows) for (const fate of flow.fates.values()) assert.equal(fate.length, 1);
          assertAllFree(shared.slots, slots);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('holds for a thousand messages in one tick', async () => {
    const shared = share(4);
    shared.reader.read = async () => ({ engine: 'huawei', plates: [], attempts: 1 });
    const recognizer = recognizerOf(shared, { waiting: 2000 });
    const codes = await Promise.all(
      Array.from(
        { length: 1000 },
        async (_, i) => (await errorOf(recognizer.recognize(pictureNumber(i), undefined))).code,
      ),
    );

    assert.ok(codes.every((code) => code === 'NO_PLATE'));
    assertAllFree(shared.slots, 4);
  });
});
