import assert from 'node:assert/strict';
import { corners, judgeOnce, message, NOW, plate } from './support';

const LISTED = '京A12345';

function two(first: object, second: object) {
  return message(LISTED, NOW, { payload: first, plates: [first, second] });
}

describe('a picture with several plates', () => {
  const large = { plate_location: corners(200) };
  const similar = { plate_location: corners(180) };
  const small = { plate_location: corners(100) };

  it('opens for the largest, whatever smaller ones say', async () => {
    const verdict = await judgeOnce(two(plate(LISTED, large), plate('京B99999', small)), [LISTED]);

    assert.equal(verdict.reason, 'listed');
    assert.deepEqual(verdict.others, [
      { where: 'picture', plate_number: '京B99999', decision: 'deny', reason: 'unknown' },
    ]);
  });

  it('never opens for a smaller one', async () => {
    const verdict = await judgeOnce(two(plate('京B99999', large), plate(LISTED, small)), [LISTED]);

    assert.equal(verdict.reason, 'unknown');
    assert.equal(verdict.plate_number, '京B99999');
  });

  it('judges the largest though the payload is another', async () => {
    const verdict = await judgeOnce(two(plate(LISTED, small), plate('京B99999', large)), [LISTED]);

    assert.equal(verdict.reason, 'unknown');
    assert.equal(verdict.plate_number, '京B99999');
  });

  it('is ambiguous where a plate of similar size would get another decision', async () => {
    const listedFirst = await judgeOnce(two(plate(LISTED, large), plate('京B99999', similar)), [LISTED]);
    const listedSecond = await judgeOnce(two(plate('京B99999', large), plate(LISTED, similar)), [LISTED]);

    assert.equal(listedFirst.reason, 'ambiguous');
    assert.equal(listedSecond.reason, 'ambiguous');
  });

  for (const [side, reason] of [
    [169, 'ambiguous'],
    [165, 'listed'],
  ] as const) {
    it(`takes a plate of ${Math.round((side / 200) ** 2 * 100)} % of the area for ${reason === 'listed' ? 'a smaller one' : 'one of similar size'}`, async () => {
      const other = plate('京B99999', { plate_location: corners(side) });

      assert.equal((await judgeOnce(two(plate(LISTED, large), other), [LISTED])).reason, reason);
    });
  }

  it('is not ambiguous where both get the same decision', async () => {
    const both = two(plate(LISTED, large), plate('京B99999', similar));

    assert.equal((await judgeOnce(both, [LISTED, '京B99999'])).reason, 'listed');
    assert.equal((await judgeOnce(both, [])).reason, 'unknown');
  });

  it('is not ambiguous where one plate was found twice', async () => {
    const twice = two(plate(LISTED, large), plate(LISTED, { ...similar, confidence: 0.3 }));

    assert.equal((await judgeOnce(twice, [LISTED])).reason, 'listed');
  });

  it('is ambiguous where the size of another plate is not known', async () => {
    for (const plate_location of [undefined, [], 'big', [[1, 2], [3], null], Array(4).fill([0, 0])]) {
      const other = plate('京B99999', { plate_location });

      assert.equal((await judgeOnce(two(plate(LISTED, large), other), [LISTED])).reason, 'ambiguous');
      assert.equal(
        (await judgeOnce(two(plate(LISTED, { plate_location }), plate('京B99999', small)), [LISTED])).reason,
        'ambiguous',
      );
    }
  });

  it('is ambiguous where what else is in it cannot be read', async () => {
    for (const plates of [null, 'none', {}, 5, [null], ['京B99999'], [plate(LISTED), plate('', similar)]]) {
      const verdict = await judgeOnce(message(LISTED, NOW, { payload: plate(LISTED), plates }), [LISTED]);

      assert.equal(verdict.reason, 'ambiguous');
    }
  });

  it('judges the largest though the payload is a smaller twin of it', async () => {
    const twin = plate('京B99999', small);
    const plates = [plate('京B99999', large), plate(LISTED, { plate_location: corners(150) }), twin];
    const parsed: unknown = JSON.parse(JSON.stringify(message('', NOW, { payload: twin, plates })));

    assert.equal((await judgeOnce(parsed, [LISTED])).plate_number, '京B99999');
  });

  it('knows the payload again among the plates after a broker made two of them', async () => {
    const parsed: unknown = JSON.parse(JSON.stringify(message(LISTED)));

    assert.deepEqual((await judgeOnce(parsed, [LISTED])).others, []);
  });

  it('knows it again where neither of the two has corners', async () => {
    const [payload, twin] = [0, 1].map(() => plate(LISTED, { plate_location: undefined }));

    assert.deepEqual((await judgeOnce(message('', NOW, { payload, plates: [twin] }), [LISTED])).others, []);
  });
});
