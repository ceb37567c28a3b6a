import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distance } from '#nodes/lib/gate/distance';
import { allGood, scene } from './conditions';
import { judgeOnce } from './support';

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
        const { input } = scene({ ...allGood(), plate_number: read });
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
