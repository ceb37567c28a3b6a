import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distance } from '#nodes/lib/gate/distance';
import { ListReader } from '#nodes/lib/gate/list-reader';
import { nearest } from '#nodes/lib/gate/matching';

function lookUp(list: readonly string[], number: string, tolerance: number) {
  const index = new ListReader().read(list);
  assert.ok(index);
  const found = nearest(index, number, tolerance);
  return { plates: found.plates.map((plate) => plate.number), distance: found.distance };
}

describe('nearest', () => {
  it('finds a plate as it is', () => {
    assert.deepEqual(lookUp(['京A12345', '京A54321'], '京A12345', 0), { plates: ['京A12345'], distance: 0 });
  });

  it('finds nothing beyond the tolerance', () => {
    assert.deepEqual(lookUp(['京A12345'], '京A1234S', 0).plates, []);
    assert.deepEqual(lookUp(['京A12345'], '京A1Z34S', 0.2).plates, []);
    assert.deepEqual(lookUp(['京A12345'], '京A12346', 0.9).plates, []);
  });

  it('accepts a distance of exactly the tolerance', () => {
    assert.deepEqual(lookUp(['京A12358'], '京AIZ3SB', 0.8), { plates: ['京A12358'], distance: 0.8 });
    assert.deepEqual(lookUp(['京A12358'], '京AIZ358', 0.4), { plates: ['京A12358'], distance: 0.4 });
  });

  it('prefers the nearer of two within the tolerance', () => {
    assert.deepEqual(lookUp(['京A1234S', '京A12345'], '京A12345', 0.4).plates, ['京A12345']);
  });

  it('names all that are equally near', () => {
    assert.deepEqual(lookUp(['京AD1234', '京AO1234'], '京A01234', 0.4), {
      plates: ['京AD1234', '京AO1234'],
      distance: 0.2,
    });
  });

  it('does not take O for D, though both are filed under 0', () => {
    assert.deepEqual(lookUp(['京AD1234'], '京AO1234', 0.9).plates, []);
  });

  it('finds what a comparison with every listed plate finds', () => {
    const plate = fc
      .array(fc.constantFrom(...'京沪ADOS05'.split('')), { minLength: 1, maxLength: 4 })
      .map((chars) => chars.join(''));
    fc.assert(
      fc.property(
        fc.uniqueArray(plate, { maxLength: 30 }),
        plate,
        fc.constantFrom(0, 0.2, 0.3, 0.4, 0.9),
        (list, number, tolerance) => {
          const all = list
            .map((listed) => ({ listed, away: distance(listed, number) }))
            .filter(({ away }) => away <= tolerance);
          const least = Math.min(...all.map(({ away }) => away));

          const found = lookUp(list, number, tolerance);

          assert.deepEqual(
            found.plates,
            all.filter(({ away }) => away === least).map(({ listed }) => listed),
          );
          assert.equal(found.distance, least);
        },
      ),
      { numRuns: 500 },
    );
  });
});
