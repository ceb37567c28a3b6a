import fc from 'fast-check';
import type { GateOptions } from '#nodes/lib/gate/gate';
import { corners, NOW } from './support';

export const LISTED = '京A12345';
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

export type Name = keyof typeof conditions;
export const names = Object.keys(conditions) as Name[];
export const strict: Partial<GateOptions> = { requireTime: true, allowFallback: false };

/** A message and a list made of one value per condition. */
export function scene(values: Record<Name, unknown>) {
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
export function values(broken: readonly Name[]) {
  const pick = (name: Name): fc.Arbitrary<unknown> =>
    conditions[name][broken.includes(name) ? 'bad' : 'good'];
  return fc.record(
    Object.fromEntries(names.map((name) => [name, pick(name)])) as Record<Name, fc.Arbitrary<unknown>>,
  );
}

/** One value for each condition that keeps it. */
export function allGood(): Record<Name, unknown> {
  const kept: Partial<Record<Name, unknown>> = {
    plate_number: LISTED,
    confidence: 0.9,
    takenAt: NOW,
    takenFrom: 'message',
    list: (entry: object) => [entry],
  };
  return {
    ...(Object.fromEntries(names.map((name) => [name, undefined])) as Record<Name, unknown>),
    ...kept,
  };
}
