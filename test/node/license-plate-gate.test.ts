import assert from 'node:assert/strict';
import { LISTED, reading, STRANGER, useGate } from './gate-rig';

describe('license-plate-gate', () => {
  const start = useGate();

  describe('its outputs', () => {
    it('let a listed car pass by the first, with what was decided', async () => {
      const gate = await start({ list: JSON.stringify([{ plate: LISTED, name: 'Li' }]) });

      const { by, msg } = await gate.send({ ...reading(LISTED), topic: 'kept' });

      assert.equal(by, 'allow');
      assert.ok(msg.gate);
      const { age, ...verdict } = msg.gate;
      assert.deepEqual(verdict, {
        decision: 'allow',
        reason: 'listed',
        plate_number: LISTED,
        plate: { province: '京', kind: 'ordinary', plausible: true },
        match: { plate: LISTED, name: 'Li' },
        distance: 0,
        others: [],
      });
      assert.ok(Number(age) >= 0 && Number(age) < 5);
      assert.equal(msg.topic, 'kept');
      assert.deepEqual(msg.payload, reading(LISTED).payload);
    });

    it('turn an unlisted car away by the second, with the reason', async () => {
      const gate = await start();

      const { by, msg } = await gate.send(reading(STRANGER));

      assert.equal(by, 'deny');
      assert.equal(msg.gate?.reason, 'unknown');
    });

    it('pass an error of the reader on by the second', async () => {
      const gate = await start();

      const { by, msg } = await gate.send({ payload: 'picture', error: { code: 'NO_PLATE' } });

      assert.equal(by, 'deny');
      assert.equal(msg.gate?.reason, 'error');
      assert.deepEqual(msg.error, { code: 'NO_PLATE' });
      assert.equal(msg.payload, 'picture');
    });

    it('carry no msg.parts, as a burst ends here', async () => {
      const gate = await start();

      const { msg } = await gate.send({ ...reading(LISTED), parts: { id: 'burst', index: 0, count: 3 } });

      assert.equal('parts' in msg, false);
    });

    it('stay silent on a repeated decision', async () => {
      const gate = await start();
      await gate.send(reading(LISTED));

      const { by } = await gate.send(reading(LISTED));

      assert.equal(by, 'nothing');
    });
  });

  it('forgets all visits on msg.reset, and on nothing else of that name', async () => {
    const gate = await start();
    await gate.send(reading(LISTED));

    const { by: text } = await gate.send({ ...reading(LISTED), reset: 'true' });
    const { by: reset } = await gate.send({ ...reading(LISTED), reset: true });
    const { by: again } = await gate.send(reading(LISTED));

    assert.deepEqual([text, reset, again], ['nothing', 'nothing', 'allow']);
  });

  describe('its status', () => {
    const status = (name: string) => `license-plate-gate.status.${name}`;

    it('is empty before the first car', async () => {
      assert.deepEqual((await start()).status, {});
    });

    it('is green after an allowed car and red after a stranger, and never shows a plate', async () => {
      const gate = await start();
      await gate.send(reading(LISTED));
      const allowed = gate.status;
      await gate.send(reading(STRANGER));

      assert.deepEqual(allowed, { fill: 'green', shape: 'dot', text: status('listed') });
      assert.deepEqual(gate.status, { fill: 'red', shape: 'ring', text: status('unknown') });
    });

    it('stays as it is while a car stands there', async () => {
      const gate = await start();
      await gate.send(reading(LISTED));
      await gate.send(reading(LISTED));

      assert.equal(gate.status?.text, status('listed'));
    });

    it('is set once for a car that stands there, and never again for one after it', async () => {
      const gate = await start();
      await gate.send(reading(LISTED));
      await gate.send(reading(LISTED));
      await gate.send(reading(STRANGER));

      const texts = gate.statuses.map(({ text }) => text);

      assert.deepEqual(texts, [undefined, status('listed'), status('unknown')]);
    });

    it('says that frames are awaited', async () => {
      const gate = await start({ frames: 2 });
      const first = gate.send({ ...reading(LISTED), parts: { id: 'burst' } });
      const second = gate.send({ ...reading(LISTED), parts: { id: 'burst' } });
      await Promise.all([first, second]);

      assert.ok(gate.statuses.some(({ text }) => text === status('waiting')));
      assert.equal(gate.status?.text, status('listed'));
    });
  });

  describe('with bursts', () => {
    const frame = (plate: unknown, options = {}) => ({
      ...reading(plate, options),
      parts: { id: 'burst-1' },
    });

    it('sends one message for all frames, of the most confident that agrees', async () => {
      const gate = await start({ frames: 3, agree: 2, frameTimeout: 60 });

      const exits = await Promise.all([
        gate.send(frame(LISTED, { confidence: 0.85 })),
        gate.send(frame('京A12346')),
        gate.send(frame(LISTED, { confidence: 0.99 })),
      ]);

      assert.deepEqual(exits.map(({ by }) => by).toSorted(), ['allow', 'nothing', 'nothing']);
      const [allowed] = exits.filter(({ by }) => by === 'allow').map(({ msg }) => msg);
      assert.ok(allowed && !('parts' in allowed));
      assert.deepEqual(allowed.payload, reading(LISTED, { confidence: 0.99 }).payload);
    });

    it('decides on what it has when the time is up', async () => {
      const gate = await start({ frames: 3, agree: 2, frameTimeout: 0.1 });

      const { by, msg } = await gate.send(frame(LISTED));

      assert.deepEqual([by, msg.gate?.reason], ['deny', 'no-agreement']);
    });

    it('judges a message of no burst at once', async () => {
      const gate = await start({ frames: 3, frameTimeout: 60 });

      assert.equal((await gate.send(reading(LISTED))).by, 'allow');
    });
  });

  describe('when it closes', () => {
    it('ends waiting frames quietly, with no timer left', async () => {
      const gate = await start({ frames: 3, frameTimeout: 60 });
      const waiting = gate.send({ ...reading(LISTED), parts: { id: 'burst' } });
      const statuses = gate.statuses.length;

      await gate.close();

      assert.equal((await waiting).by, 'nothing');
      assert.equal(gate.complaints, '');
      assert.ok(gate.statuses.length <= statuses + 1, 'it shows nothing any more');
    });
  });

  it('denies a message that cannot even be looked at, and goes on', async () => {
    const gate = await start();
    const recognition = Object.defineProperty({}, 'takenAt', { get: () => assert.fail('do not look') });

    const { by, msg } = await gate.send({ ...reading(LISTED), recognition });
    const { by: next } = await gate.send(reading(LISTED));

    assert.deepEqual([by, msg.gate?.reason, msg.error?.code], ['deny', 'error', 'UNEXPECTED']);
    assert.equal(next, 'allow');
  });

  it('opens for no message that cannot be written to, and leaves it to the Catch nodes', async () => {
    const gate = await start();

    const { by } = await gate.send(Object.freeze(reading(LISTED)));
    const { by: next } = await gate.send(reading(STRANGER));

    assert.deepEqual([by, next], ['catch', 'deny']);
  });

  for (const junk of [
    {},
    { payload: null },
    { payload: [] },
    { payload: '京A12345' },
    { payload: 7, plates: 7 },
  ]) {
    it(`denies ${JSON.stringify(junk)}`, async () => {
      const gate = await start();

      assert.equal((await gate.send(junk)).by, 'deny');
    });
  }
});
