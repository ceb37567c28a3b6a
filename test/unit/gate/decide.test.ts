import assert from 'node:assert/strict';
import { corners, gateWith, judgeOnce, message, NOW, plate } from './support';

const LISTED = '京A12345';
const LOCAL_DAY = (offset: number) => {
  const date = new Date(NOW);
  const day = new Date(date.getFullYear(), date.getMonth(), date.getDate() + offset);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

function two(first: object, second: object) {
  return message(LISTED, NOW, { payload: first, plates: [first, second] });
}

describe('the decision of the gate', () => {
  it('allows a listed car and says what it went by', async () => {
    const verdict = await judgeOnce(message('京a·12345', NOW - 1500), [{ plate: LISTED, name: 'Li' }]);

    assert.deepEqual(verdict, {
      decision: 'allow',
      reason: 'listed',
      plate_number: '京a·12345',
      plate: { province: '京', kind: 'ordinary', plausible: true },
      match: { plate: LISTED, name: 'Li' },
      distance: 0,
      age: 1.5,
      others: [],
    });
  });

  it('denies an unlisted car', async () => {
    const verdict = await judgeOnce(message('京B99999'), [LISTED]);

    assert.deepEqual(verdict, {
      decision: 'deny',
      reason: 'unknown',
      plate_number: '京B99999',
      plate: { province: '京', kind: 'ordinary', plausible: true },
      age: 0,
      others: [],
    });
  });

  it('denies every car while the list is empty', async () => {
    assert.equal((await judgeOnce(message(LISTED), [])).reason, 'unknown');
  });

  it('accepts look-alikes up to the tolerance', async () => {
    const verdict = await judgeOnce(message('京AI2E4S'), ['京A12E45'], { tolerance: 0.4 });

    assert.equal(verdict.decision, 'allow');
    assert.equal(verdict.distance, 0.4);
    assert.equal((await judgeOnce(message('京AIZE4S'), ['京A12E45'], { tolerance: 0.4 })).reason, 'unknown');
  });

  it('refuses a tie and names the plates between which it could not choose', async () => {
    const list = [{ plate: '京AD1234', name: 'Li' }, '京AO1234'];

    const verdict = await judgeOnce(message('京A01234'), list, { tolerance: 0.4 });

    assert.equal(verdict.reason, 'ambiguous');
    assert.equal(verdict.match, undefined);
    assert.equal(verdict.distance, 0.2);
    assert.deepEqual(verdict.others, [
      { where: 'list', plate_number: '京AD1234', name: 'Li', distance: 0.2 },
      { where: 'list', plate_number: '京AO1234', distance: 0.2 },
    ]);
  });

  it('takes several entries of one plate as alternatives and not as a tie', async () => {
    const list = [{ plate: LISTED, until: '2020-01-01' }, { plate: '京a 12345', name: 'Li' }, LISTED];

    const verdict = await judgeOnce(message(LISTED), list);

    assert.equal(verdict.reason, 'listed');
    assert.deepEqual(verdict.match, { plate: '京a 12345', name: 'Li' });
  });

  it('hands out a copy of the entry, so that a flow cannot change the list through it', async () => {
    const { gate, clock } = gateWith({ rearm: 0 });
    const decideAgain = async () => {
      const verdict = await gate.judge(message(LISTED, clock.now()), [{ plate: LISTED, name: 'Li' }]);
      assert.ok(verdict !== 'silent' && verdict.match);
      return verdict.match;
    };

    (await decideAgain()).name = 'Wang';

    assert.equal((await decideAgain()).name, 'Li');
  });
});

describe('the validity of an entry', () => {
  const cases: readonly [reason: string, fields: object][] = [
    ['listed', { from: LOCAL_DAY(0), until: LOCAL_DAY(0) }],
    ['listed', { from: '2026-05-01T12:00:00Z', until: '2026-05-01T12:00:00Z' }],
    ['listed', { color: 'BLUE ' }],
    ['not-yet-valid', { from: LOCAL_DAY(1) }],
    ['not-yet-valid', { from: '2026-05-01T12:00:00.001Z' }],
    ['expired', { until: LOCAL_DAY(-1) }],
    ['expired', { until: '2026-05-01T19:59:59+08:00' }],
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
});
