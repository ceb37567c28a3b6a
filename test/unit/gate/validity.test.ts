import assert from 'node:assert/strict';
import { judgeOnce, message, NOW, plate } from './support';

const LISTED = '京A12345';

/** A day before or after today, as the list writes it. */
const localDay = (offset: number) => {
  const date = new Date(NOW);
  const day = new Date(date.getFullYear(), date.getMonth(), date.getDate() + offset);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

describe('the validity of an entry', () => {
  const cases: readonly [reason: string, fields: object][] = [
    ['listed', { from: localDay(0), until: localDay(0) }],
    ['listed', { from: '2027-05-01T12:00:00Z', until: '2027-05-01T12:00:00Z' }],
    ['listed', { color: 'BLUE ' }],
    ['not-yet-valid', { from: localDay(1) }],
    ['not-yet-valid', { from: '2027-05-01T12:00:00.001Z' }],
    ['expired', { until: localDay(-1) }],
    ['expired', { until: '2027-05-01T19:59:59+08:00' }],
    ['unknown', { color: 'green' }],
    ['bad-list', { from: 'yesterday' }],
    ['bad-list', { until: '2026-02-30' }],
    ['bad-list', { until: '' }],
    ['bad-list', { until: null }],
    ['bad-list', { color: '' }],
    ['bad-list', { color: 5 }],
  ];
  for (const [reason, fields] of cases) {
    it(`gives ${reason} for ${JSON.stringify(fields)}`, async () => {
      const verdict = await judgeOnce(message(LISTED), [{ plate: LISTED, ...fields }]);

      assert.equal(verdict.reason, reason);
      assert.equal(verdict.match?.plate, LISTED);
    });
  }

  it('is not given by a colour that was not read', async () => {
    const payload = plate(LISTED, { plate_color: '' });

    const verdict = await judgeOnce(message(LISTED, NOW, { payload, plates: [payload] }), [
      { plate: LISTED, color: 'blue' },
    ]);

    assert.equal(verdict.reason, 'unknown');
  });

  it('names of several that do not open the one to act on', async () => {
    const expired = { plate: LISTED, until: '2020-01-01' };
    const future = { plate: LISTED, from: '2030-01-01' };
    const green = { plate: LISTED, color: 'green' };
    const unreadable = { plate: LISTED, until: 'soon' };

    assert.equal((await judgeOnce(message(LISTED), [green, expired])).reason, 'expired');
    assert.equal((await judgeOnce(message(LISTED), [expired, future])).reason, 'not-yet-valid');
    assert.equal((await judgeOnce(message(LISTED), [expired, future, unreadable])).reason, 'bad-list');
  });
});
