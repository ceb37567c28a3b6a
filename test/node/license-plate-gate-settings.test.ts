import assert from 'node:assert/strict';
import { LISTED, reading, useGate } from './gate-rig';

describe('license-plate-gate as it is saved', () => {
  const start = useGate();

  it('takes a list that is no text, as flows written by hand have it', async () => {
    const gate = await start({ list: [LISTED] });

    assert.equal((await gate.send(reading(LISTED))).by, 'allow');
  });

  it('has an empty list at first', async () => {
    const gate = await start({ list: undefined, listType: undefined });

    assert.equal((await gate.send(reading(LISTED))).msg.gate?.reason, 'unknown');
  });

  for (const list of ['no JSON', '{"plate":"京A12345"}', '"京A12345"', 'null', '[1]']) {
    it(`denies every car with the list ${list}`, async () => {
      const gate = await start({ list });

      const { by, msg } = await gate.send(reading(LISTED));

      assert.deepEqual([by, msg.gate?.reason], ['deny', 'bad-list']);
      assert.deepEqual(gate.status, {
        fill: 'red',
        shape: 'dot',
        text: 'license-plate-gate.status.bad-list',
      });
    });
  }

  for (const [field, saved] of Object.entries({
    tolerance: { tolerance: '1' },
    minConfidence: { minConfidence: 'high' },
    maxAge: { maxAge: -1 },
    rearm: { rearm: 'NaN' },
    frames: { frames: 1.5 },
    agree: { frames: 2, agree: 3 },
    frameTimeout: { frameTimeout: 0 },
    requireTime: { requireTime: 'perhaps' },
    listType: { listType: 'str' },
    list: { list: '', listType: 'flow' },
  })) {
    it(`never opens with a useless "${field}", and says so on each message`, async () => {
      const gate = await start(saved);

      const { by, msg } = await gate.send({ ...reading(LISTED), parts: { id: 'b' } });
      const { by: second } = await gate.send(reading(LISTED));

      assert.deepEqual([by, second], ['deny', 'deny']);
      assert.equal(msg.gate?.decision, 'deny');
      assert.equal(msg.gate?.reason, 'error');
      assert.equal(msg.error?.category, 'config');
      assert.match(msg.error?.message ?? '', new RegExp(`"${field}"`));
      assert.deepEqual(msg.error?.source, {
        id: 'gate',
        type: 'license-plate-gate',
        name: 'north',
        count: 1,
      });
      assert.deepEqual(gate.status, {
        fill: 'red',
        shape: 'dot',
        text: 'license-plate-gate.status.config',
      });
    });
  }

  it('ends a reset though it is useless, as there is no car to turn away', async () => {
    const gate = await start({ tolerance: 1 });

    const { by, msg } = await gate.send({ reset: true });

    assert.deepEqual([by, 'gate' in msg, 'error' in msg], ['nothing', false, false]);
  });

  it('keeps an error of the reader though it is useless itself', async () => {
    const gate = await start({ tolerance: 1 });

    const { msg } = await gate.send({ ...reading(LISTED), error: { code: 'TIMEOUT' } });

    assert.deepEqual(msg.error, { code: 'TIMEOUT' });
  });
});
