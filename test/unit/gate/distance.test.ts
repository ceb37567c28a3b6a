import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distance } from '#nodes/lib/gate/distance';
import { fold, LOOK_ALIKES } from '#nodes/lib/gate/look-alikes';

const letters = '京津沪ABDIOSZ012588'.split('');
const plate = fc.array(fc.constantFrom(...letters), { maxLength: 9 }).map((chars) => chars.join(''));

/** A plate, and what is left of it after a few changes, insertions and deletions. */
const pair = fc
  .tuple(plate, fc.array(fc.tuple(fc.nat(8), fc.nat(1), fc.constantFrom('', ...letters)), { maxLength: 4 }))
  .map(([a, edits]) => {
    const chars = a.split('');
    for (const [at, taken, put] of edits) chars.splice(at, taken, put);
    return [a, chars.join('')] as const;
  });

describe('distance', () => {
  it('is 0 for the same plate', () => {
    assert.equal(distance('京A12345', '京A12345'), 0);
  });

  for (const pair of ['O0', 'I1', 'B8', 'D0', 'Z2', 'S5']) {
    it(`costs 0.2 for the look-alikes ${pair}`, () => {
      assert.equal(distance(`京A1${pair[0]}4`, `京A1${pair[1]}4`), 0.2);
    });
  }

  it('holds exactly the six pairs of the contract', () => {
    assert.deepEqual(
      LOOK_ALIKES.map(([letter, digit]) => letter + digit).toSorted(),
      'B8 D0 I1 O0 S5 Z2'.split(' '),
    );
  });

  it('adds up look-alikes without rounding', () => {
    assert.equal(distance('京AB0123', '京A80I23'), 0.4);
    assert.equal(distance('京ASO1Z3', '京A50123'), 0.6);
  });

  it('costs 1 for O instead of D, which both look like 0 but not like each other', () => {
    assert.equal(distance('京AO1234', '京AD1234'), 1);
  });

  it('costs 1 for any other change, a missing and a further character', () => {
    assert.equal(distance('京A12345', '京A12346'), 1);
    assert.equal(distance('京A12345', '京A1345'), 1);
    assert.equal(distance('京A12345', '京AA12345'), 1);
  });

  it('costs 1 for another province, however alike', () => {
    assert.equal(distance('津A12345', '浙A12345'), 1);
    assert.equal(distance('皖A12345', '晥A12345'), 1);
  });

  it('costs 2 for two exchanged characters', () => {
    assert.equal(distance('京A12345', '京A13245'), 2);
  });

  it('costs 2 for a character that moved', () => {
    assert.equal(distance('京A12345', '京12345A'), 2);
    assert.equal(distance('京A12345', '京12345A', 2), 2);
  });

  it('is Infinity beyond the limit and exact up to it', () => {
    assert.equal(distance('京A12345', '京A12399', 1), Number.POSITIVE_INFINITY);
    assert.equal(distance('京A12345', '京A12399', 2), 2);
    assert.equal(distance('京A12345', '京A1234567', 1), Number.POSITIVE_INFINITY);
  });

  it('does not depend on the plates compared before', () => {
    distance('12AB1B2', '211');

    assert.equal(distance('AB2', 'AA1BBB', 3), Number.POSITIVE_INFINITY);
  });

  it('is symmetric', () => {
    fc.assert(fc.property(pair, ([a, b]) => distance(a, b) === distance(b, a)));
  });

  it('is 0 for equal plates only', () => {
    fc.assert(fc.property(plate, plate, (a, b) => (distance(a, b) === 0) === (a === b)));
  });

  it('equals the textbook algorithm, with and without a limit', () => {
    fc.assert(
      fc.property(pair, fc.constantFrom(0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 2, 2.6, 3.5, 9), ([a, b], limit) => {
        const truth = textbook(a, b);
        assert.equal(distance(a, b), truth);
        assert.equal(distance(a, b, limit), truth <= limit ? truth : Number.POSITIVE_INFINITY);
      }),
      { numRuns: 5000 },
    );
  });

  it('is below 1 only between plates of the same fold', () => {
    fc.assert(fc.property(plate, plate, (a, b) => distance(a, b) >= 1 || fold(a) === fold(b)));
  });
});

/** Weighted Levenshtein without any shortcut, written apart from the library. */
function textbook(a: string, b: string): number {
  const pairs = new Set(['O0', '0O', 'I1', '1I', 'B8', '8B', 'D0', '0D', 'Z2', '2Z', 'S5', '5S']);
  const cells = new Map<string, number>();
  const cost = (i: number, j: number): number => {
    if (i === 0 || j === 0) return (i + j) * 5;
    const key = `${i},${j}`;
    const known = cells.get(key);
    if (known !== undefined) return known;
    const [x, y] = [a[i - 1] ?? '', b[j - 1] ?? ''];
    const change = x === y ? 0 : pairs.has(x + y) ? 1 : 5;
    const least = Math.min(cost(i - 1, j) + 5, cost(i, j - 1) + 5, cost(i - 1, j - 1) + change);
    cells.set(key, least);
    return least;
  };
  return cost(a.length, b.length) / 5;
}
