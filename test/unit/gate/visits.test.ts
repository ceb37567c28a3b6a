import assert from 'node:assert/strict';
import type { Judgement } from '#nodes/lib/gate/decide';
import { Visits } from '#nodes/lib/gate/visits';
import { gateWith, message, plate } from './support';

const LISTED = '京A12345';
const LIST = [LISTED, '沪B88888'];

/** A gate to which a car shows up now: each call is one fresh frame. */
function gateInUse(options: Parameters<typeof gateWith>[0] = {}) {
  const { clock, gate, reasonFor } = gateWith(options, LIST);
  const sees = (number: string, fields: object = {}) => reasonFor(message(number, clock.now(), fields));
  const seesUnsurely = (number: string) => {
    const payload = plate(number, { confidence: 0.2 });
    return sees(number, { payload, plates: [payload] });
  };
  return { clock, gate, sees, seesUnsurely };
}

describe('a visit', () => {
  it('silences repeats of the same decision', async () => {
    const { clock, sees } = gateInUse();

    const answers = [await sees(LISTED)];
    clock.pass(5);
    answers.push(await sees(LISTED));

    assert.deepEqual(answers, ['listed', 'silent']);
  });

  it('lasts as long as the car is seen again within rearm', async () => {
    const { clock, sees } = gateInUse();
    await sees(LISTED);

    for (let i = 0; i < 9; i += 1) {
      clock.pass(29);
      assert.equal(await sees(LISTED), 'silent');
    }
  });

  it('ends when the car was not seen for rearm', async () => {
    const { clock, sees } = gateInUse();
    await sees(LISTED);

    clock.pass(30);

    assert.equal(await sees(LISTED), 'listed');
  });

  it('ends ten times rearm after it opened, though the car never left', async () => {
    const { clock, sees } = gateInUse();
    const answers: string[] = [];

    for (let second = 0; second <= 300; second += 10) {
      answers.push(await sees(LISTED));
      clock.pass(10);
    }

    assert.deepEqual(answers, ['listed', ...Array<string>(29).fill('silent'), 'listed']);
  });

  it('ends so, too, where another car was in view just before', async () => {
    const { clock, sees } = gateInUse();
    const answers: string[] = [];

    for (let second = 0; second <= 300; second += 10) {
      if (second === 290) await sees('沪B88888');
      answers.push(await sees(LISTED));
      clock.pass(10);
    }

    assert.deepEqual(answers, ['listed', ...Array<string>(29).fill('silent'), 'listed']);
  });

  it('opens for the first frame that qualifies, whatever was denied before', async () => {
    const { clock, sees, seesUnsurely } = gateInUse();

    const answers = [await seesUnsurely(LISTED), await seesUnsurely(LISTED)];
    clock.pass(1);
    answers.push(await sees(LISTED), await sees(LISTED));

    assert.deepEqual(answers, ['low-confidence', 'silent', 'listed', 'silent']);
  });

  it('does not open again after a denial in between', async () => {
    const { sees, seesUnsurely } = gateInUse();

    const answers = [await sees(LISTED), await seesUnsurely(LISTED), await sees(LISTED)];

    assert.deepEqual(answers, ['listed', 'low-confidence', 'silent']);
  });

  it('is each car\u2019s own, however they are interleaved', async () => {
    const { clock, sees } = gateInUse();
    const answers: string[] = [];

    for (const number of [LISTED, '沪B88888', '京C77777', LISTED, '京C77777', '沪B88888']) {
      answers.push(await sees(number));
      clock.pass(1);
    }

    assert.deepEqual(answers, ['listed', 'listed', 'unknown', 'silent', 'silent', 'silent']);
  });

  it('takes unlisted readings at a distance of 1 for the same car, and not beyond', async () => {
    const { sees } = gateInUse();

    const answers = [
      await sees('京C77777'),
      await sees('京C7777'),
      await sees('京C77717'),
      await sees('京C77111'),
    ];

    assert.deepEqual(answers, ['unknown', 'silent', 'silent', 'unknown']);
  });

  it('takes every spelling of a listed plate within the tolerance for the same car', async () => {
    const { sees } = gateInUse({ tolerance: 0.4 });

    assert.deepEqual(
      [await sees('京AI2345'), await sees('京A1234S'), await sees(LISTED)],
      ['listed', 'silent', 'silent'],
    );
  });

  it('of an unlisted car does not keep out a listed one that reads nearly the same', async () => {
    const { sees } = gateInUse();

    assert.deepEqual([await sees('京A12346'), await sees(LISTED)], ['unknown', 'listed']);
  });

  it('is not prolonged by readings that arrive late', async () => {
    const { clock, gate, sees } = gateInUse();
    await sees(LISTED);
    const old = message(LISTED, clock.now() - 60_000);

    clock.pass(20);
    await gate.judge(old);
    clock.pass(20);

    assert.equal(await sees(LISTED), 'listed');
  });

  it('is forgotten on reset', async () => {
    const { gate, sees } = gateInUse();
    await sees(LISTED);

    gate.reset();

    assert.equal(await sees(LISTED), 'listed');
  });

  it('does not exist with a rearm of 0', async () => {
    const { sees } = gateInUse({ rearm: 0 });

    assert.deepEqual([await sees(LISTED), await sees(LISTED)], ['listed', 'listed']);
  });

  it('silences nothing that is about no car', async () => {
    const { sees } = gateInUse();

    assert.deepEqual([await sees(''), await sees('')], ['no-plate', 'no-plate']);
  });

  it('does not outlive a clock that is set back', async () => {
    const { clock, sees } = gateInUse();
    await sees(LISTED);

    clock.pass(-60);

    assert.equal(await sees(LISTED), 'listed');
  });
});

describe('the memory of visits', () => {
  function judgement(number: string, listed?: string): Judgement {
    const plateFacts = { province: null, kind: 'other', plausible: false } as const;
    return {
      verdict: {
        decision: listed ? 'allow' : 'deny',
        reason: listed ? 'listed' : 'unknown',
        plate_number: number,
        plate: plateFacts,
        age: 0,
        others: [],
      },
      car: { number, listed },
      isFresh: true,
      confidence: 1,
    };
  }

  it('is bounded, and strangers do not push out a car that was let in', () => {
    const visits = new Visits(30);
    visits.isRepeat(judgement(LISTED, LISTED), 0);

    for (let i = 0; i < 5000; i += 1) visits.isRepeat(judgement(`X${i * 111_111}`), 1);

    assert.ok(visits.size < 200, String(visits.size));
    assert.equal(visits.isRepeat(judgement(LISTED, LISTED), 2), true);
  });

  it('is given back when the visits have ended', () => {
    const visits = new Visits(30);
    for (let i = 0; i < 50; i += 1) visits.isRepeat(judgement(`L${i}`, `L${i}`), i);

    visits.isRepeat(judgement('L', 'L'), 40_000);

    assert.equal(visits.size, 1);
  });
});
