import assert from 'node:assert/strict';
import { gateWith, judgeOnce, message, NOW } from './support';

const LISTED = '京A12345';

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
    const { gate, clock } = gateWith({ rearm: 0 }, [{ plate: LISTED, name: 'Li' }]);
    const decideAgain = async () => {
      const verdict = await gate.judge(message(LISTED, clock.now()));
      assert.ok(verdict !== 'silent' && verdict.match);
      return verdict.match;
    };

    (await decideAgain()).name = 'Wang';

    assert.equal((await decideAgain()).name, 'Li');
  });
});
