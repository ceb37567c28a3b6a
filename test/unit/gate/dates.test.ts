import assert from 'node:assert/strict';
import { endOf, startOf } from '#nodes/lib/gate/dates';

const unreadable: unknown[] = [
  '',
  ' ',
  'tomorrow',
  '2026',
  '2026-05',
  '2026-5-1',
  '2026-02-30',
  '2026-13-01',
  '2026-00-10',
  '0000-01-01',
  '01.05.2026',
  '2026/05/01',
  '2026-05-01T10:00',
  '2026-05-01T10:00:00',
  '2026-02-30T10:00:00Z',
  '2026-05-01T24:00Z',
  '2026-05-01T10:60Z',
  '2026-05-01T10:00+25:00',
  '2026-05-01 10:00Z',
  null,
  true,
  0,
  1_777_777_777_777,
  Number.NaN,
  {},
  [],
  ['2026-05-01'],
  new Date(0),
];

describe('dates of a list', () => {
  it('begin a day at the local midnight', () => {
    assert.equal(startOf('2026-05-01'), new Date(2026, 4, 1).getTime());
  });

  it('include the last day wholly', () => {
    assert.equal(endOf('2026-05-01'), new Date(2026, 4, 2).getTime() - 1);
    assert.equal(endOf('2026-12-31'), new Date(2027, 0, 1).getTime() - 1);
    assert.equal(endOf('2028-02-29'), new Date(2028, 2, 1).getTime() - 1);
  });

  it('read an instant with its zone to the millisecond, at both ends', () => {
    for (const read of [startOf, endOf]) {
      assert.equal(read('2026-05-01T08:00:00+08:00'), Date.UTC(2026, 4, 1));
      assert.equal(read('2026-05-01T00:00Z'), Date.UTC(2026, 4, 1));
      assert.equal(read('2026-05-01T00:00:00.250Z'), Date.UTC(2026, 4, 1) + 250);
      assert.equal(read('2026-05-01T23:59:59Z'), Date.UTC(2026, 4, 1, 23, 59, 59));
      assert.equal(read('2026-05-01T12:00-23:59'), Date.UTC(2026, 4, 2, 11, 59));
    }
  });

  for (const value of unreadable) {
    it(`cannot be read from ${JSON.stringify(value)}${value instanceof Date ? ' (a Date)' : ''}`, () => {
      assert.equal(startOf(value), Number.NaN);
      assert.equal(endOf(value), Number.NaN);
    });
  }
});
