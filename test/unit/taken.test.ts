import assert from 'node:assert/strict';
import { takenAt } from '#nodes/lib/taken';

const ARRIVAL = { at: 1_700_000_000_000, from: 'arrival' } as const;

describe('when a picture was taken', () => {
  it('is the arrival of a message that does not say', () => {
    assert.deepEqual(takenAt(undefined, ARRIVAL), { takenAt: ARRIVAL.at, takenFrom: 'arrival' });
  });

  it('is the download of a picture that was fetched', () => {
    assert.deepEqual(takenAt(undefined, { at: 5, from: 'download' }), { takenAt: 5, takenFrom: 'download' });
  });

  for (const [name, time, at] of [
    ['ms since the epoch', 1_764_000_000_123, 1_764_000_000_123],
    ['the epoch itself', 0, 0],
    ['a Date', new Date(1_764_000_000_123), 1_764_000_000_123],
    ['text in UTC', '2026-11-22T08:30:00Z', Date.UTC(2026, 10, 22, 8, 30)],
    ['text with an offset', '2026-11-22T08:30:00+08:00', Date.UTC(2026, 10, 22, 0, 30)],
    ['an offset without a colon', '2026-11-22T08:30:00+0800', Date.UTC(2026, 10, 22, 0, 30)],
    ['text with ms', '2026-11-22T08:30:00.250Z', Date.UTC(2026, 10, 22, 8, 30, 0, 250)],
    ['text with a decimal comma', '2026-11-22T08:30:00,250Z', Date.UTC(2026, 10, 22, 8, 30, 0, 250)],
    ['text with µs', '2026-11-22T08:30:00.250999Z', Date.UTC(2026, 10, 22, 8, 30, 0, 250)],
    ['text without seconds', '2026-11-22T08:30Z', Date.UTC(2026, 10, 22, 8, 30)],
    ['small letters', '2026-11-22t08:30:00z', Date.UTC(2026, 10, 22, 8, 30)],
  ] as const) {
    it(`may be said by the message as ${name}`, () => {
      assert.deepEqual(takenAt(time, ARRIVAL), { takenAt: at, takenFrom: 'message' });
    });
  }

  it('is taken at its word, with a warning, where it seems to be in seconds', () => {
    const { takenAt: at, warning } = takenAt(1_764_000_000.5, ARRIVAL);

    assert.equal(at, 1_764_000_000.5);
    assert.match(warning ?? '', /msg\.time .*seconds/);
  });

  for (const [name, time] of [
    ['null', null],
    ['text without a zone', '2026-11-22T08:30:00'],
    ['a day', '2026-11-22'],
    ['a day that does not exist', '2026-02-30T08:30:00Z'],
    ['an hour that does not exist', '2026-11-22T25:30:00Z'],
    ['prose', 'yesterday'],
    ['digits as text', '1764000000000'],
    ['empty text', ''],
    ['a Date of nothing', new Date(Number.NaN)],
    ['not a number', Number.NaN],
    ['no end', Number.POSITIVE_INFINITY],
    ['a flag', true],
    ['an object', {}],
    ['RFC 2822', 'Sun, 22 Nov 2026 08:30:00 GMT'],
  ] as const) {
    it(`stays unknown, with a warning, when the message says ${name}`, () => {
      const { takenAt: at, takenFrom, warning } = takenAt(time, ARRIVAL);

      assert.deepEqual([at, takenFrom], [null, 'message']);
      assert.match(warning ?? '', /msg\.time/);
    });
  }
});
