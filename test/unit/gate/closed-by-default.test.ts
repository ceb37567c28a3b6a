import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distance } from '#nodes/lib/gate/distance';
import type { GateOptions } from '#nodes/lib/gate/gate';
import { corners, judgeOnce, NOW } from './support';

const LISTED = '京A12345';
const HOUR = 3_600_000;
const iso = (time: number) => new Date(time).toISOString();

/** Values of every type, none of which is a number above -1 or a text that means something here. */
const junk = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  ' ',
  'x',
  true,
  false,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  -5,
  {},
  [],
  [[]],
  () => LISTED,
  Symbol('x'),
  10n,
  new Date(Number.NaN),
);
const except = (...values: unknown[]) =>
  junk.filter((value) => !values.some((other) => Object.is(other, value)));

/** A condition of the contract: values that keep it, and values that do not. */
interface Condition {
  good: fc.Arbitrary<unknown>;
  bad: fc.Arbitrary<unknown>;
}

const time = (from: number, to: number) => fc.integer({ min: from, max: to });
const conditions = {
  error: { good: fc.constant(undefined), bad: except(undefined) },
  plate_number: {
    good: fc.constantFrom(LISTED, '京a·12345', ' 京A 12345 '),
    bad: fc.oneof(
      junk,
      fc.constantFrom<unknown>(
        '京A12346',
        '津A12345',
        '京A1234',
        LISTED + LISTED,
        ' · ',
        [LISTED],
        'A'.repeat(1e5),
      ),
    ),
  },
  confidence: {
    good: fc.double({ min: 0.8, max: 1, noNaN: true }),
    bad: fc.oneof(
      junk,
      fc.double({ min: 0, max: 0.7999, noNaN: true }),
      fc.constantFrom<unknown>('0.9', '1', [1], Number.POSITIVE_INFINITY),
    ),
  },
  takenAt: {
    good: time(NOW - 15_000, NOW + 2000),
    bad: fc.oneof(
      junk,
      time(NOW - 1e12, NOW - 15_001),
      time(NOW + 2001, NOW + 1e12),
      fc.constantFrom<unknown>(0, String(NOW), iso(NOW), new Date(NOW), [NOW], Number.POSITIVE_INFINITY),
    ),
  },
  takenFrom: {
    good: fc.constantFrom('message', 'download'),
    bad: fc.oneof(junk, fc.constantFrom('arrival', 'Message')),
  },
  fallback: { good: fc.constant(undefined), bad: except(undefined) },
  color: {
    good: fc.constantFrom(undefined, 'blue', 'BLUE'),
    bad: fc.oneof(except(undefined), fc.constant('green')),
  },
  from: {
    good: fc.oneof(fc.constant(undefined), time(NOW - 1e12, NOW).map(iso)),
    bad: fc.oneof(
      except(undefined),
      time(NOW + 1, NOW + 1e12).map(iso),
      fc.constantFrom<unknown>('2026-02-30', '2999-01-01', NOW - HOUR),
    ),
  },
  until: {
    good: fc.oneof(fc.constant(undefined), time(NOW, NOW + 1e12).map(iso)),
    bad: fc.oneof(
      except(undefined),
      time(NOW - 1e12, NOW - 1).map(iso),
      fc.constantFrom<unknown>('2026-02-30', '1999-01-01', NOW + HOUR),
    ),
  },
  list: {
    good: fc.constantFrom<((entry: object) => unknown)[]>(
      (entry) => [entry],
      (entry) => ['京C11111', entry, ''],
    ),
    bad: fc.oneof(
      junk.map((value) => () => (Array.isArray(value) ? null : value)),
      junk.filter((value) => typeof value !== 'string').map((value) => (entry: object) => [entry, value]),
      fc.constantFrom<((entry: object) => unknown)[]>(
        () => [],
        () => LISTED,
        () => ({ 0: LISTED, length: 1 }),
        () => JSON.stringify([LISTED]),
        (entry) => new Set([entry]),
      ),
    ),
  },
  neighbour: {
    good: fc.constantFrom<unknown>(undefined, {
      plate_number: '京B99999',
      plate_location: corners(100),
      confidence: 1,
    }),
    bad: fc.oneof(
      except(undefined).map((value) => ({ plate_number: '京B99999', plate_location: value, confidence: 1 })),
      fc.constantFrom<unknown>(null, 5, '京B99999', {
        plate_number: '京B99999',
        plate_location: corners(190),
        confidence: 1,
      }),
      fc.constant({ plate_number: '京B99999', plate_location: corners(900), confidence: 1 }),
    ),
  },
} satisfies Record<string, Condition>;

type Name = keyof typeof conditions;
const names = Object.keys(conditions) as Name[];
const strict: Partial<GateOptions> = { requireTime: true, allowFallback: false };

/** A message and a list made of one value per condition. */
function scene(values: Record<Name, unknown>) {
  const { error, plate_number, confidence, takenAt, takenFrom, fallback, neighbour } = values;
  const payload = { plate_number, plate_color: 'blue', plate_location: corners(200), confidence };
  const plates = neighbour === undefined ? [payload] : [payload, neighbour];
  const entry = { plate: LISTED, color: values.color, from: values.from, until: values.until };
  const makeList = values.list as (entry: object) => unknown;
  return {
    input: { payload, plates, recognition: { takenAt, takenFrom, fallback }, error },
    list: makeList(entry),
  };
}

/** Values of which exactly those named in `broken` do not keep their condition. */
function values(broken: readonly Name[]) {
  const pick = (name: Name): fc.Arbitrary<unknown> =>
    conditions[name][broken.includes(name) ? 'bad' : 'good'];
  return fc.record(
    Object.fromEntries(names.map((name) => [name, pick(name)])) as Record<Name, fc.Arbitrary<unknown>>,
  );
}

describe('closed by default', () => {
  it('opens where every condition holds', async () => {
    await fc.assert(
      fc.asyncProperty(values([]), async (all) => {
        const { input, list } = scene(all);

        assert.equal((await judgeOnce(input, list, strict)).reason, 'listed');
      }),
      { numRuns: 500 },
    );
  });

  for (const name of names) {
    it(`does not open where ${name} alone is missing, unreadable or wrong`, async () => {
      await fc.assert(
        fc.asyncProperty(values([name]), async (all) => {
          const { input, list } = scene(all);

          assert.equal((await judgeOnce(input, list, strict)).decision, 'deny');
        }),
        { numRuns: 300 },
      );
    });
  }

  it('does not open where any number of conditions is broken', async () => {
    const broken = fc.subarray(names, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(broken.chain(values), async (all) => {
        const { input, list } = scene(all);

        assert.equal((await judgeOnce(input, list, strict)).decision, 'deny');
      }),
      { numRuns: 2000 },
    );
  });

  it('does not open with an option that is not a number', async () => {
    for (const option of ['tolerance', 'minConfidence', 'maxAge'] as const) {
      const { input, list } = scene(
        Object.fromEntries(names.map((name) => [name, good(name)])) as Record<Name, unknown>,
      );

      assert.equal((await judgeOnce(input, list, { ...strict, [option]: Number.NaN })).decision, 'deny');
    }
  });

  it('neither opens for nor breaks on a message of any shape', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.anything(), async (input, list) => {
        assert.equal((await judgeOnce(input, list)).decision, 'deny');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the list and the distance', () => {
  const number = fc
    .array(fc.constantFrom(...'京沪AODIBZS018257'.split('')), { minLength: 3, maxLength: 5 })
    .map((chars) => chars.join(''));
  const list = fc.oneof(
    fc.uniqueArray(number, { minLength: 1, maxLength: 8 }),
    number.chain((one) => fc.uniqueArray(misread(one), { minLength: 1, maxLength: 8 })),
  );
  const tolerance = fc.constantFrom(0, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9);

  it('open for one listed plate within the tolerance, nearer than every other, and for nothing else', async () => {
    let opened = 0;
    let tied = 0;
    const nearTo = (plates: string[]) => fc.oneof(number, fc.constantFrom(...plates).chain(misread));
    const cases = list.chain((plates) => fc.tuple(fc.constant(plates), nearTo(plates), tolerance));
    await fc.assert(
      fc.asyncProperty(cases, async ([plates, read, limit]) => {
        const { input } = scene({
          ...Object.fromEntries(names.map((name) => [name, good(name)])),
          plate_number: read,
        } as Record<Name, unknown>);
        const distances = plates.map((listed) => distance(listed, read));
        const least = Math.min(...distances);
        const isTie = distances.filter((away) => away === least).length > 1;

        const { decision, reason } = await judgeOnce(input, plates, { tolerance: limit });

        const expected = least > limit ? 'unknown' : isTie ? 'ambiguous' : 'listed';
        assert.equal(reason, expected);
        assert.equal(decision, expected === 'listed' ? 'allow' : 'deny');
        if (decision === 'allow' && least > 0) opened += 1;
        if (isTie && least <= limit) tied += 1;
      }),
      { numRuns: 5000 },
    );
    assert.ok(
      opened > 100 && tied > 20,
      `only ${opened} opened by look-alikes, ${tied} ties: the cases prove little`,
    );
  });
});

function good(name: Name): unknown {
  const simple: Partial<Record<Name, unknown>> = {
    plate_number: LISTED,
    confidence: 0.9,
    takenAt: NOW,
    takenFrom: 'message',
    list: (entry: object) => [entry],
  };
  return simple[name];
}

/** Readings of a plate in which look-alikes are mixed up. */
function misread(plate: string): fc.Arbitrary<string> {
  const alike: Record<string, string[]> = {
    0: ['O', 'D'],
    O: ['0'],
    D: ['0'],
    1: ['I'],
    I: ['1'],
    8: ['B'],
    B: ['8'],
    2: ['Z'],
    Z: ['2'],
    5: ['S'],
    S: ['5'],
  };
  return fc
    .tuple(...plate.split('').map((char) => fc.constantFrom(char, ...(alike[char] ?? []))))
    .map((chars) => chars.join(''));
}
