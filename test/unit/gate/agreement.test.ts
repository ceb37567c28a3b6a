import assert from 'node:assert/strict';
import fc from 'fast-check';
import { burstGate, LISTED } from './burst-support';
import { gateWith, message, short } from './support';

describe('the agreement of a burst', () => {
  it('opens as soon as enough frames agree that no other car can get more', async () => {
    const { sends, settled } = burstGate();

    sends(LISTED);
    assert.deepEqual(await settled(), ['…']);
    sends(LISTED);

    assert.deepEqual(await settled(), ['listed', 'silent']);
  });

  it('waits for all frames where a minority may agree', async () => {
    const { sends, settled } = burstGate({ frames: 5 });

    for (const number of [LISTED, LISTED, '京C77777', '京C77777']) sends(number);
    assert.deepEqual(await settled(), ['…', '…', '…', '…']);
    sends(LISTED);

    assert.deepEqual(await settled(), ['listed', 'silent', 'silent', 'silent', 'silent']);
  });

  it('lets the most confident of the agreeing frames speak', async () => {
    const { sends, settled } = burstGate({ agree: 3 });

    for (const confidence of [0.85, 0.99, 0.9]) sends(LISTED, { confidence });

    assert.deepEqual(await settled(), ['silent', 'listed', 'silent']);
  });

  it('lets a frame without a confidence speak for no other', async () => {
    const { sends, settled } = burstGate();

    for (const confidence of [null, 0.5, 0.6]) sends(LISTED, { confidence });

    assert.deepEqual(await settled(), ['silent', 'silent', 'low-confidence']);
  });

  it('is not spoilt by a frame that was denied', async () => {
    const { sends, settled } = burstGate();

    sends(LISTED, { confidence: 0.1 });
    sends(LISTED);
    sends(LISTED);

    assert.deepEqual(await settled(), ['silent', 'listed', 'silent']);
  });

  it('denies without agreement where too few frames show the same car', async () => {
    const { sends, settled } = burstGate();

    for (const number of [LISTED, '沪B88888', '京C77777']) sends(number);

    assert.deepEqual(await settled(), ['no-agreement', 'silent', 'silent']);
  });

  it('denies without agreement where two cars have as many frames', async () => {
    const { sends, settled } = burstGate({ frames: 4 });

    for (const number of [LISTED, '京C77777', LISTED, '京C77777']) sends(number);

    assert.deepEqual(
      (await settled()).filter((answer) => answer !== 'silent'),
      ['no-agreement'],
    );
  });

  it('denies without agreement where two strangers have as many frames', async () => {
    const { sends, settled } = burstGate({ frames: 4 });

    for (const number of ['京C77777', '京D99999', '京C77777', '京D99999']) sends(number);

    assert.deepEqual(
      (await settled()).filter((answer) => answer !== 'silent'),
      ['no-agreement'],
    );
  });

  it('does not take two listed cars for one, however alike their plates', async () => {
    const { clock, gate } = gateWith({ frames: 2, agree: 2 }, ['京A12345', '京A12346']);
    const parts = { id: 'burst' };

    const answers = await Promise.all(
      ['京A12345', '京A12346'].map((number) => gate.judge(message(number, clock.now(), { parts }))),
    );

    assert.deepEqual(answers.map(short), ['no-agreement', 'silent']);
  });

  it('does not take a stranger for a listed car with nearly the same plate', async () => {
    const { sends, settled } = burstGate({ frames: 4 });

    for (const number of [LISTED, '京A12348', LISTED, '京A12348']) sends(number);

    assert.deepEqual(
      (await settled()).filter((answer) => answer !== 'silent'),
      ['no-agreement'],
    );
  });

  it('denies without agreement where enough frames show the car but too few qualify', async () => {
    const { sends, settled } = burstGate({ frames: 2 });

    sends(LISTED, { confidence: 0.1 });
    sends(LISTED);

    assert.deepEqual(await settled(), ['silent', 'no-agreement']);
  });

  it('denies a stranger by the reason on which its frames agree, misread or not', async () => {
    const { sends, settled } = burstGate({ agree: 3 });

    for (const number of ['京C77777', '京C7777', '京C77777']) sends(number);

    assert.deepEqual(await settled(), ['unknown', 'silent', 'silent']);
  });

  it('answers once, and decides early only what all its frames would decide', async () => {
    const frame = fc.record({
      number: fc.constantFrom(LISTED, LISTED, '沪B88888', '京C77777', '粤D99999', ''),
      isSure: fc.constantFrom(true, true, false),
    });
    const bursts = fc
      .tuple(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(frame, { minLength: 1, maxLength: 9 }),
      )
      .filter(([frames, agree]) => agree <= frames);
    await fc.assert(
      fc.asyncProperty(bursts, async ([frames, agree, shown]) => {
        const { clock, sends, passes, settled } = burstGate({ frames, agree });
        const counted = shown.filter(({ number }) => number !== '').slice(0, frames);
        const countOf = (number: string) => counted.filter((one) => one.number === number).length;
        const [most = 0, next = 0] = [...new Set(counted.map(({ number }) => number))]
          .map(countOf)
          .toSorted((a, b) => b - a);
        const opens = [LISTED, '沪B88888'].some((number) => {
          const sure = counted.filter((one) => one.number === number && one.isSure).length;
          return countOf(number) === most && most > next && sure >= agree;
        });

        for (const { number, isSure } of shown) sends(number, { confidence: isSure ? 0.9 : 0.1 });
        await passes(3);

        const spoken = (await settled()).filter((answer) => answer !== 'silent');
        assert.equal(spoken.length, 1);
        assert.equal(spoken[0] === 'listed', opens, `${spoken[0]} for ${JSON.stringify(shown)}`);
        assert.equal(clock.pending, 0);
      }),
      { numRuns: 1000 },
    );
  });
});
