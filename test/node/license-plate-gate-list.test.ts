import assert from 'node:assert/strict';
import { FastTime } from '../faults/fast-time';
import { LISTED, reading, STRANGER, useGate } from './gate-rig';

describe('license-plate-gate reads its list at every decision', () => {
  const start = useGate();
  let time: FastTime | undefined;

  afterEach(() => {
    time?.end();
    time = undefined;
    delete process.env.GATE_TEST_LIST;
  });

  const cars = [{ plate: LISTED }];

  it('from the flow context', async () => {
    const gate = await start({ list: 'cars', listType: 'flow', rearm: 0 });
    const { msg: before } = await gate.send(reading(LISTED));
    gate.flow.set('cars', cars);
    const { by: listed } = await gate.send(reading(LISTED));
    gate.flow.set('cars', []);
    const { msg: after } = await gate.send(reading(LISTED));

    assert.deepEqual([before.gate?.reason, listed, after.gate?.reason], ['bad-list', 'allow', 'unknown']);
  });

  it('from the global context, also where it is changed in place', async () => {
    const gate = await start({ list: 'gate.cars', listType: 'global', rearm: 0 });
    const list = [{ plate: STRANGER }];
    gate.global.set('gate', { cars: list });
    const { by: before } = await gate.send(reading(LISTED));
    list.push({ plate: LISTED });
    const { by: after } = await gate.send(reading(LISTED));

    assert.deepEqual([before, after], ['deny', 'allow']);
  });

  it('also for the frames of a burst that came before it changed', async () => {
    const gate = await start({ list: 'cars', listType: 'flow', frames: 2, agree: 2, frameTimeout: 5 });
    gate.flow.set('cars', cars);
    const frame = { ...reading(LISTED), parts: { id: 'burst' } };
    const first = gate.send(frame);
    await new Promise(setImmediate);
    gate.flow.set('cars', []);
    const second = gate.send(frame);

    const left = await Promise.all([first, second]);

    const [spoken] = left.filter(({ by }) => by !== 'nothing');
    assert.equal(spoken?.msg.gate?.reason, 'unknown');
  });

  it('from the environment: plates with commas between them', async () => {
    const gate = await start({ list: 'GATE_TEST_LIST', listType: 'env', rearm: 0 });
    const { msg: before } = await gate.send(reading(LISTED));
    process.env.GATE_TEST_LIST = `${STRANGER}, ${LISTED}`;
    const { by: after } = await gate.send(reading(LISTED));

    assert.deepEqual([before.gate?.reason, after], ['bad-list', 'allow']);
  });

  it('from the environment: JSON', async () => {
    process.env.GATE_TEST_LIST = JSON.stringify([{ plate: LISTED, color: 'green' }]);
    const gate = await start({ list: 'GATE_TEST_LIST', listType: 'env', rearm: 0 });

    const { msg } = await gate.send(reading(LISTED, { plate_color: 'blue' }));

    assert.equal(msg.gate?.reason, 'unknown');
  });

  it('from a JSON variable of its flow', async () => {
    const env = [{ name: 'GATE_CARS', type: 'json', value: JSON.stringify(cars) }];
    const gate = await start({ list: 'GATE_CARS', listType: 'env' }, env);

    const { by } = await gate.send(reading(LISTED));

    assert.equal(by, 'allow');
  });

  it('and warns once of the entry that keeps it from reading the list, without a plate', async () => {
    const gate = await start({ list: 'cars', listType: 'flow', rearm: 0 });
    gate.flow.set('cars', [{ plate: LISTED }, { plate: 12345 }]);

    const { msg } = await gate.send(reading(LISTED));
    await gate.send(reading(LISTED));

    assert.equal(msg.gate?.reason, 'bad-list');
    assert.equal(gate.warnings, 'license-plate-gate.warning.entry');
  });

  it('and warns of no entry where there is no list, or one has a color or date alone that is unreadable', async () => {
    const gate = await start({ list: 'cars', listType: 'flow', rearm: 0 });
    const { msg: missing } = await gate.send(reading(LISTED));
    gate.flow.set('cars', [{ plate: LISTED, until: 'soon' }]);
    const { msg: unreadable } = await gate.send(reading(LISTED));

    assert.deepEqual([missing.gate?.reason, unreadable.gate?.reason], ['bad-list', 'bad-list']);
    assert.equal(gate.warnings, '');
  });

  it('and denies where the context store is not there', async () => {
    const gate = await start({ list: '#:(nowhere)::cars', listType: 'flow' });

    const { msg } = await gate.send(reading(LISTED));

    assert.equal(msg.gate?.reason, 'bad-list');
  });

  it('and denies where the context store does not answer, instead of keeping pictures for ever', async () => {
    const gate = await start({ list: 'cars', listType: 'flow' });
    gate.loseContext();
    time = new FastTime();

    const { by, msg } = await gate.send(reading(LISTED));

    assert.deepEqual([by, msg.gate?.reason], ['deny', 'bad-list']);
  });
});
