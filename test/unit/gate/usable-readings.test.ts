import assert from 'node:assert/strict';
import { corners, judgeOnce, message, NOW, plate } from './support';

const LISTED = '京A12345';

describe('a reading that counts for nothing', () => {
  const ahead = NOW + 2001;
  const behind = NOW - 15_001;
  const fallback = { takenAt: NOW, takenFrom: 'message', fallback: 'NETWORK' };
  const arrival = { takenAt: NOW, takenFrom: 'arrival' };

  it('is one with an error', async () => {
    const verdict = await judgeOnce(message(LISTED, NOW, { error: { code: 'NO_PLATE' } }), [LISTED]);

    assert.equal(verdict.reason, 'error');
  });

  it('is one without a plate', async () => {
    const verdict = await judgeOnce({ payload: Buffer.from('picture') }, [LISTED]);

    assert.deepEqual(verdict, {
      decision: 'deny',
      reason: 'no-plate',
      plate_number: '',
      plate: { province: null, kind: 'other', plausible: false },
      age: null,
      others: [],
    });
  });

  it('is one whose payload is no plate, though others are in the picture', async () => {
    const nearer = plate(LISTED, { plate_location: corners(400) });

    for (const payload of [undefined, plate(''), plate(5)]) {
      const verdict = await judgeOnce(message('', NOW, { payload, plates: [nearer, payload] }), [LISTED]);

      assert.equal(verdict.reason, 'no-plate');
    }
  });

  it('is one too long to be a plate', async () => {
    assert.equal((await judgeOnce(message('A'.repeat(65)), [])).reason, 'no-plate');
    assert.equal((await judgeOnce(message('A'.repeat(64)), [])).reason, 'unknown');
  });

  it('is one older than allowed, or from the future', async () => {
    assert.equal((await judgeOnce(message(LISTED, behind), [LISTED])).reason, 'stale');
    assert.equal((await judgeOnce(message(LISTED, ahead), [LISTED])).reason, 'stale');
    assert.equal((await judgeOnce(message(LISTED, NOW - 15_000), [LISTED])).reason, 'listed');
    assert.equal((await judgeOnce(message(LISTED, NOW + 2000), [LISTED])).reason, 'listed');
  });

  it('is one whose time only tells of its arrival, where a time is required', async () => {
    const late = message(LISTED, NOW, { recognition: arrival });

    assert.equal((await judgeOnce(late, [LISTED], { requireTime: true })).reason, 'stale');
    assert.equal((await judgeOnce(late, [LISTED])).reason, 'listed');
    assert.equal((await judgeOnce(message(LISTED), [LISTED], { requireTime: true })).reason, 'listed');
  });

  it('is one that does not tell where its time is from, where a time is required', async () => {
    const vague = message(LISTED, NOW, { recognition: { takenAt: NOW } });

    assert.equal((await judgeOnce(vague, [LISTED], { requireTime: true })).reason, 'stale');
  });

  it('is one of the fallback, where that may not open', async () => {
    const input = message(LISTED, NOW, { recognition: fallback });

    assert.equal((await judgeOnce(input, [LISTED], { allowFallback: false })).reason, 'fallback');
    assert.equal((await judgeOnce(input, [LISTED])).reason, 'listed');
  });

  it('is one that is not sure enough', async () => {
    const sure = (confidence: unknown) =>
      message(LISTED, NOW, { payload: plate(LISTED, { confidence }), plates: undefined });

    assert.equal((await judgeOnce(sure(0.79), [LISTED])).reason, 'low-confidence');
    assert.equal((await judgeOnce(sure(0.8), [LISTED])).reason, 'listed');
    assert.equal((await judgeOnce(sure(null), [LISTED], { minConfidence: 0 })).reason, 'low-confidence');
  });

  it('is named by the first that is wrong with it', async () => {
    const unsure = plate(LISTED, { confidence: 0.1 });
    const steps: readonly [reason: string, input: object, list: unknown][] = [
      ['error', { payload: {}, error: {} }, null],
      ['no-plate', { payload: {}, plates: [] }, null],
      ['stale', { payload: unsure, recognition: { ...fallback, takenAt: behind } }, null],
      ['fallback', { payload: unsure, recognition: fallback }, null],
      ['low-confidence', { payload: unsure, recognition: arrival }, null],
      ['bad-list', { payload: plate(LISTED), recognition: arrival }, null],
      ['unknown', { payload: plate(LISTED), recognition: arrival }, []],
    ];

    for (const [reason, input, list] of steps) {
      assert.equal((await judgeOnce(input, list, { allowFallback: false })).reason, reason);
    }
  });
});
