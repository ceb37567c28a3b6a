import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { parseRecognizeSettings } from '#nodes/lib/recognize-settings';
import { Recognizer } from '#nodes/lib/recognizer';
import { assertAllFree, errorOf, Flow, numberOf, recognizerOf, settle, share } from './fake-reader';
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

  it('hold at most 256 MiB of pictures', async () => {
    const heavy = Buffer.concat([png(), Buffer.alloc(7e6)]);
    const shared = share();
    const recognizer = recognizerOf(shared);
    const isBusy = (error: unknown) => error instanceof PlateError && error.code === 'BUSY';
    let refused = 0;
    const ends = Array.from({ length: 1 + 40 }, () =>
      recognizer.recognize(heavy, undefined).catch((error: unknown) => {
        refused += Number(isBusy(error));
      }),
    );
    await settle();

    const fit = Math.floor((256 * 1024 * 1024) / heavy.length);
    assert.equal(refused, 40 - fit);
    recognizer.close();
    await Promise.all(ends);
  });

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

  it('are read by the service that is there when their turn comes', async () => {
    const [before, after] = [share(), share()];
    const { flow, deploy } = lentBy(before);
    for (const number of [1, 2]) flow.send(number);
    await settle();

    deploy(after);
    before.reader.last.answer();
    await settle();
    after.reader.last.answer();
    await flow.settled();

    assert.deepEqual([flow.fate(1), flow.fate(2)], ['plate', 'plate']);
    assertAllFree(before.slots, 1);
  });

  it('are read as many at once as the service allows that is there when their turn comes', async () => {
    const [before, after] = [share(1), share(2)];
    const { recognizer, flow, deploy } = lentBy(before);
    for (const number of [1, 2, 3, 4]) flow.send(number);
    await settle();
    const elsewhere = after.slots.tryTake();

    deploy(after);
    before.reader.last.answer();
    await settle();
    assert.equal(after.reader.calls.length, 1, 'another node reads by the new one, too');
    elsewhere?.();
    await settle();

    assert.equal(after.reader.calls.length, 2);
    assertAllFree(before.slots, 1);
    recognizer.close();
    await flow.settled();
  });

  for (const [now, code, fate] of [
    ['is being deployed anew: NETWORK, to be sent again', 'NOT_CONFIGURED', 'NETWORK'],
    ['makes no sense any more: what is wrong with it', 'BAD_CONFIG', 'BAD_CONFIG'],
  ] as const) {
    it(`are told, at their turn, where the service ${now}`, async () => {
      const shared = share();
      let problem: PlateError | undefined;
      const lend = () => {
        if (problem) throw problem;
        return shared;
      };
      const flow = new Flow(new Recognizer(parseRecognizeSettings({}), lend, () => {}));
      for (const number of [1, 2]) flow.send(number);
      await settle();

      problem = new PlateError(code, 'config', 'none to lend');
      shared.reader.last.answer();
      await flow.settled();

      assert.equal(flow.fate(2), fate);
      assertAllFree(shared.slots, 1);
    });
  }
});

/** A node whose service may be deployed anew alone. */
function lentBy(first: ReturnType<typeof share>) {
  let current = first;
  const recognizer = new Recognizer(
    parseRecognizeSettings({}),
    () => current,
    () => {},
  );
  const deploy = (next: typeof first) => {
    current = next;
  };
  return { recognizer, flow: new Flow(recognizer), deploy };
}
