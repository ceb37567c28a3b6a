import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { Random } from '../../fixtures/draw/random';
import { gateWith, message, plate } from './support';

const LIST = ['京A12345', '沪B88888', { plate: '粤C55555', until: '2020-01-01' }];
const REARM = 30;

interface Event {
  /** Seconds since the event before. */
  wait: number;
  number: string;
  kind: 'good' | 'unsure' | 'late' | 'repeat' | 'failed' | 'contested';
}

const events = fc.array(
  fc.record<Event>({
    wait: fc.constantFrom(0, 0.2, 1, 5, 10, 14, 29, 29.999, 30, 31, 100),
    number: fc.constantFrom(
      '京A12345',
      '京AI2345',
      '沪B88888',
      '粤C55555',
      '京D77777',
      '京D77771',
      '京A12346',
    ),
    kind: fc.constantFrom('good', 'good', 'good', 'unsure', 'late', 'repeat', 'failed', 'contested'),
  }),
  { minLength: 1, maxLength: 80 },
);

const listedAs: Partial<Record<string, string>> = {
  京A12345: '京A12345',
  京AI2345: '京A12345',
  沪B88888: '沪B88888',
};

/** Plays events to a gate with a tolerance of 0.2 and tells what it was shown, when, and what it answered. */
async function play(all: readonly Event[]) {
  const { clock, reasonFor } = gateWith({ tolerance: 0.2, rearm: REARM }, LIST);
  const log: { at: number; listed: string | undefined; isFresh: boolean; isGood: boolean; answer: string }[] =
    [];
  let last: ReturnType<typeof inputFor> | undefined;
  for (const event of all) {
    clock.pass(event.wait);
    const shown = event.kind === 'repeat' && last ? last : inputFor(event, clock.now());
    const age = (clock.now() - shown.takenAt) / 1000;
    const isFresh = age <= 15 && shown.event.kind !== 'failed';
    log.push({
      at: clock.now() / 1000,
      listed: listedAs[shown.event.number],
      isFresh,
      isGood: isFresh && ['good', 'repeat'].includes(shown.event.kind),
      answer: await reasonFor(shown.input),
    });
    last = shown;
  }
  return log;
}

function inputFor(event: Event, now: number) {
  const takenAt = event.kind === 'late' ? now - 15_500 : now;
  const payload = plate(event.number, event.kind === 'unsure' ? { confidence: 0.5 } : {});
  const plates = event.kind === 'contested' ? [payload, plate('桂X00000')] : [payload];
  const error = event.kind === 'failed' ? { error: { code: 'NETWORK' } } : {};
  return { event, takenAt, input: message(event.number, takenAt, { payload, plates, ...error }) };
}

describe('any sequence of readings', () => {
  it('opens exactly for the first good frame of each visit of a listed car', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const log = await play(all);
        // The contract told once more, in the simplest way: when a car was last seen, and when it was let in.
        const visits = new Map<string, { seen: number; opened: number | undefined }>();
        for (const { at, listed, isFresh, isGood, answer } of log) {
          if (listed === undefined || !isFresh) {
            assert.notEqual(answer, 'listed');
            continue;
          }
          let visit = visits.get(listed);
          const isOver = !visit || at - visit.seen >= REARM || at - (visit.opened ?? at) >= 10 * REARM;
          if (!visit || isOver) visit = { seen: at, opened: undefined };
          visit.seen = at;
          visits.set(listed, visit);
          assert.equal(answer === 'listed', isGood && visit.opened === undefined);
          if (answer === 'listed') visit.opened = at;
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('never opens twice for a stale or repeated reading within a visit', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.integer({ min: 1, max: 40 }), async (before, repeats) => {
        const { clock, reasonFor } = gateWith({ tolerance: 0.2, rearm: REARM }, LIST);
        for (const event of before) {
          clock.pass(event.wait);
          await reasonFor(inputFor(event, clock.now()).input);
        }
        const { input } = inputFor({ wait: 0, number: '京A12345', kind: 'good' }, clock.now());
        const answers: string[] = [];

        for (let i = 0; i < repeats; i += 1) {
          answers.push(await reasonFor(input));
          clock.pass(REARM / 40);
        }

        assert.ok(answers.filter((answer) => answer === 'listed').length <= 1, answers.join());
        assert.equal(answers.slice(1).includes('listed'), false);
      }),
      { numRuns: 300 },
    );
  });

  it('never keeps a good frame out because of denied ones before it', async () => {
    const denied = events.map((all) => all.filter(({ kind }) => !['good', 'repeat'].includes(kind)));
    await fc.assert(
      fc.asyncProperty(denied, fc.constantFrom('京A12345', '京AI2345', '沪B88888'), async (all, number) => {
        const good: Event = { wait: 0, number, kind: 'good' };

        const log = await play([...all, good]);

        assert.equal(log.at(-1)?.answer, 'listed');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a gate that runs for long', () => {
  it('keeps its memory flat over a million random events', async function () {
    this.timeout(60_000);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const single = gateWith({ tolerance: 0.2 }, LIST);
    const burst = gateWith({ tolerance: 0.2, frames: 3, agree: 2 }, LIST);
    const numbers = new Random(1);
    const random = (limit: number) => numbers.whole(0, limit - 1);
    const heapAfter = async (count: number) => {
      for (let i = 0; i < count; i += 1) {
        const { clock, gate } = i % 5 === 0 ? burst : single;
        const stranger = `京${'ABCDEFGH'[random(8)]}${10_000 + random(90_000)}`;
        const number = random(4) === 0 ? '京A12345' : stranger;
        const parts = random(4) === 0 ? {} : { parts: { id: `burst ${random(1e9)}` } };
        const error = random(20) === 0 ? { error: {} } : {};
        void gate.judge(message(number, clock.now() - random(20_000), { ...parts, ...error }));
        // The list is read before the frame is judged.
        await Promise.resolve();
        await Promise.resolve();
        clock.pass(random(1000) / 1000);
        // Lets answers out, as a running flow would.
        if (i % 1000 === 0) await new Promise(setImmediate);
      }
      collect();
      return process.memoryUsage().heapUsed;
    };

    const early = await heapAfter(100_000);
    const late = await heapAfter(900_000);

    assert.ok(
      late - early < 2_000_000,
      `${late - early} bytes more after a million events than after a tenth`,
    );
  });
});
