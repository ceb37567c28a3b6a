import assert from 'node:assert/strict';
import sinon from 'sinon';
import { LISTED, reading, useGate } from './gate-rig';

const DATED = { list: JSON.stringify([{ plate: LISTED, until: '2026-01-31' }]), rearm: 0 };

describe('license-plate-gate on a machine whose clock is wrong', () => {
  const start = useGate();

  beforeEach(() => {
    sinon.useFakeTimers({ now: 5000, toFake: ['Date'] });
  });
  afterEach(() => sinon.restore());

  it('denies a permit with a date, and says that the clock is wrong', async () => {
    const gate = await start(DATED);

    const { by, msg } = await gate.send(reading(LISTED));

    assert.deepEqual([by, msg.gate?.reason], ['deny', 'not-yet-valid']);
    assert.deepEqual(gate.status, { fill: 'red', shape: 'dot', text: 'license-plate-gate.status.clock' });
  });

  it('warns of it once, without a plate', async () => {
    const gate = await start(DATED);

    await gate.send(reading(LISTED));
    await gate.send(reading(LISTED));

    assert.equal(gate.warnings, 'license-plate-gate.warning.clock');
  });

  it('says nothing of it where no date matters', async () => {
    const gate = await start();

    const { by } = await gate.send(reading(LISTED));

    assert.equal(by, 'allow');
    assert.equal(gate.status?.text, 'license-plate-gate.status.listed');
    assert.equal(gate.warnings, '');
  });
});

describe('license-plate-gate on a machine whose clock is right', () => {
  const start = useGate();

  it('says of a permit that begins later just that', async () => {
    const gate = await start({ list: JSON.stringify([{ plate: LISTED, from: '2999-01-01' }]) });

    await gate.send(reading(LISTED));

    assert.equal(gate.status?.text, 'license-plate-gate.status.not-yet-valid');
    assert.equal(gate.warnings, '');
  });
});
