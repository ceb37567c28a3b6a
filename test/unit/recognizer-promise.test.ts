import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertAllFree, errorOf, Flow, pictureNumber, recognizerOf, settle, share } from './fake-reader';

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
