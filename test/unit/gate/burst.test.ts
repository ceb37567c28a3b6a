import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gateWith, message, plate, short } from './support';

const LISTED = '京A12345';
const LIST = [LISTED, '沪B88888'];

/** A gate that wants 2 of 3 frames to agree, and the answers it gave so far, `…` where it still waits. */
function burstGate(options: Parameters<typeof gateWith>[0] = {}) {
  const { clock, gate } = gateWith({ frames: 3, agree: 2, ...options });
  const answers: string[] = [];
  const sends = (number: string, fields: object = {}, id: unknown = 'burst') => {
    const at = answers.push('…') - 1;
    const payload = plate(number, fields);
    const input = message(number, clock.now(), { payload, plates: [payload], parts: { id, index: at } });
    void gate.judge(input, LIST).then((answer) => {
      answers[at] = short(answer);
    });
  };
  const settled = async () => {
    await new Promise(setImmediate);
    return answers;
  };
  return { clock, gate, sends, settled };
}

describe('a burst', () => {
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
    const { clock, gate } = gateWith({ frames: 2, agree: 2 });
    const parts = { id: 'burst' };

    const answers = await Promise.all(
      ['京A12345', '京A12346'].map((number) =>
        gate.judge(message(number, clock.now(), { parts }), ['京A12345', '京A12346']),
      ),
    );

    assert.deepEqual(answers.map(short), ['no-agreement', 'silent']);
  });

  it('denies without agreement where enough frames show the car but too few qualify', async () => {
    const { sends, settled } = burstGate({ frames: 2 });

    sends(LISTED, { confidence: 0.1 });
    sends(LISTED);

    assert.deepEqual(await settled(), ['silent', 'no-agreement']);
  });

  it('denies a stranger by the reason on which its frames agree, misread or not', async () => {
    const { sends, settled } = burstGate();

    for (const number of ['京C77777', '京C7777', '京C77777']) sends(number);

    assert.deepEqual(await settled(), ['unknown', 'silent', 'silent']);
  });

  it('decides when its time is up on what it has', async () => {
    const { clock, sends, settled } = burstGate({ frames: 5 });

    sends(LISTED);
    sends(LISTED);
    clock.pass(3);

    assert.deepEqual(await settled(), ['listed', 'silent']);
    assert.equal(clock.pending, 0);
  });

  it('denies without agreement when its time is up too early', async () => {
    const { clock, sends, settled } = burstGate();

    sends(LISTED);
    clock.pass(3);

    assert.deepEqual(await settled(), ['no-agreement']);
  });

  it('counts frames without a plate by time only', async () => {
    const { clock, sends, settled } = burstGate();

    for (const number of ['', '', '', '']) sends(number);
    assert.deepEqual(await settled(), ['silent', 'silent', 'silent', '…']);
    sends(LISTED);
    sends(LISTED);
    assert.deepEqual(await settled(), ['silent', 'silent', 'silent', 'silent', 'listed', 'silent']);

    clock.pass(3);
    sends('', {}, 'another burst');
    clock.pass(3);
    assert.equal((await settled()).at(-1), 'no-plate');
  });

  it('judges anew when it decides, because its frames grew older', async () => {
    const { clock, sends, settled } = burstGate({ frames: 5, maxAge: 2 });

    sends(LISTED);
    sends(LISTED);
    clock.pass(3);

    assert.deepEqual(await settled(), ['stale', 'silent']);
  });

  it('lets late frames go, and begins anew when they cannot be late any more', async () => {
    const { clock, sends, settled } = burstGate({ rearm: 0 });
    sends(LISTED);
    sends(LISTED);

    sends(LISTED);
    clock.pass(3);
    sends(LISTED);
    sends(LISTED);

    assert.deepEqual(await settled(), ['listed', 'silent', 'silent', 'listed', 'silent']);
  });

  it('is told from others by its id, be that text or a number', async () => {
    const { sends, settled } = burstGate();

    sends(LISTED, {}, 1);
    sends('沪B88888', {}, 2);
    sends(LISTED, {}, 1);
    sends('沪B88888', {}, 2);

    assert.deepEqual(await settled(), ['listed', 'listed', 'silent', 'silent']);
  });

  it('is one frame where there is no id, which agrees with no other', async () => {
    const two = burstGate();
    for (const id of [null, '', Number.NaN, {}]) two.sends(LISTED, {}, id);
    assert.deepEqual(new Set(await two.settled()), new Set(['no-agreement', 'silent']));

    const one = burstGate({ agree: 1 });
    one.sends(LISTED, {}, null);
    assert.deepEqual(await one.settled(), ['listed']);
  });

  it('opens once in a visit, as single messages do', async () => {
    const { clock, sends, settled } = burstGate();
    for (const id of ['a', 'b']) {
      sends(LISTED, {}, id);
      sends(LISTED, {}, id);
      clock.pass(5);
    }

    assert.deepEqual(await settled(), ['listed', 'silent', 'silent', 'silent']);
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
        const { clock, sends, settled } = burstGate({ frames, agree });
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
        clock.pass(3);

        const spoken = (await settled()).filter((answer) => answer !== 'silent');
        assert.equal(spoken.length, 1);
        assert.equal(spoken[0] === 'listed', opens, `${spoken[0]} for ${JSON.stringify(shown)}`);
        assert.equal(clock.pending, 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('never waits with more than a bounded number of others', async () => {
    const { clock, sends, settled } = burstGate();

    for (let i = 0; i < 1000; i += 1) sends(LISTED, {}, `burst ${i}`);

    assert.ok((await settled()).filter((answer) => answer === '…').length <= 64);
    assert.ok(clock.pending <= 64);
  });

  it('ends silently when the gate closes, and leaves no timer behind', async () => {
    const { clock, gate, sends, settled } = burstGate();
    sends(LISTED);
    sends('', {}, 'another burst');

    gate.close();
    sends(LISTED);
    sends(LISTED);

    assert.deepEqual(await settled(), ['silent', 'silent', 'silent', 'silent']);
    assert.equal(clock.pending, 0);
  });

  it('does not exist where one frame decides, whatever its parts say', async () => {
    const { sends, settled } = burstGate({ frames: 1, agree: 1 });

    sends(LISTED);
    sends('沪B88888');

    assert.deepEqual(await settled(), ['listed', 'listed']);
  });
});
