import assert from 'node:assert/strict';
import { jpegHeader } from '../emulator/pictures';
import type { Broker } from './support/broker';
import { describeWithBroker } from './support/brokered';
import { Example } from './support/example';
import { plateOf } from './support/plates';
import { eventually, type Running, Stage } from './support/stage';

const CONFIG = /^homeassistant\/(.+)\/config$/;

describeWithBroker('the example "Home Assistant over MQTT"', function () {
  this.timeout(180_000);
  const stage = new Stage();
  let example: Example;
  let broker: Broker;
  let running: Running;

  beforeEach(async () => {
    example = new Example('Home Assistant over MQTT');
    await stage.emulate(example, { plates: [plateOf('京A12345')] });
    broker = await stage.broker(example);
    const camera = await stage.thing((_request, response) => response.end(jpegHeader(640, 480, 5000)));
    example.set('Snapshot', { url: camera.url, authType: '' });
    running = await stage.run(example);
    await eventually(() => broker.on(CONFIG).length >= 3);
  });

  afterEach(() => stage.clear());

  it('describes a sensor, an event and a binary sensor of one device', () => {
    const described = broker.published.filter(({ topic }) => CONFIG.test(topic));

    assert.deepEqual(described.map(({ topic }) => String(CONFIG.exec(topic)?.[1])).toSorted(), [
      'binary_sensor/license_plate_gate/car',
      'event/license_plate_gate/decision',
      'sensor/license_plate_gate/plate',
    ]);
    for (const { payload } of described) {
      const { device, unique_id, availability_topic } = JSON.parse(String(payload));
      assert.deepEqual(device.identifiers, ['license_plate_gate']);
      assert.match(unique_id, /^license_plate_gate_/);
      assert.equal(availability_topic, 'license-plate/gate/online');
    }
    assert.equal(broker.on('license-plate/gate/online').at(-1), 'online');
  });

  it('describes them again when Home Assistant starts', async () => {
    const before = broker.on(CONFIG).length;

    await broker.publish('homeassistant/status', 'online');

    await eventually(() => broker.on(CONFIG).length >= before + 3);
  });

  it('sends each decision to the topics that it described, and has none of them retained', async () => {
    await running.press('Look');
    await eventually(() => broker.on('license-plate/gate/car').length > 0);

    const [event] = broker.on('license-plate/gate/decision') as Record<string, unknown>[];
    const { time, ...facts } = event ?? {};
    assert.deepEqual(facts, {
      event_type: 'allowed',
      plate: '京A12345',
      name: 'Li Na',
      decision: 'allow',
      reason: 'listed',
      color: 'blue',
      confidence: 0.97,
    });
    assert.ok(Math.abs(Date.parse(String(time)) - Date.now()) < 15_000);
    const [sensor] = broker.on('license-plate/gate/plate') as Record<string, unknown>[];
    assert.equal(sensor?.plate, '京A12345');
    assert.deepEqual(broker.on('license-plate/gate/car'), ['ON']);
    const named = broker.on(CONFIG).map((config) => (config as { state_topic: string }).state_topic);
    for (const topic of named) assert.equal(broker.on(topic).length, 1, topic);
    assert.ok(broker.published.every(({ topic, retain }) => !named.includes(topic) || !retain));
  });

  it('is a device of its own, with topics of its own, where its gate has another name', async () => {
    const env = [
      { name: 'GATE', value: 'north', type: 'str' },
      { name: 'GATE_NAME', value: 'North gate', type: 'str' },
    ];
    await running.red.deploy(example.set('Home Assistant over MQTT', { env }).flow);
    await eventually(() => broker.on(/^homeassistant\/.+\/license_plate_north\/.+\/config$/).length >= 3);

    await running.press('Look');

    await eventually(() => broker.on('license-plate/north/car').length > 0);
    const [{ device, unique_id, state_topic }] = broker
      .on('homeassistant/event/license_plate_north/decision/config')
      .slice(-1) as [Record<string, unknown>];
    assert.deepEqual((device as { identifiers: string[] }).identifiers, ['license_plate_north']);
    assert.equal((device as { name: string }).name, 'North gate');
    assert.equal(unique_id, 'license_plate_north_decision');
    assert.equal(broker.on(String(state_topic)).length, 1);
    assert.deepEqual(broker.on(/^license-plate\/gate\/(plate|decision|car)$/), []);
  });

  it('describes them to a broker that comes up later', async () => {
    await broker.goAway();
    const before = broker.on(CONFIG).length;

    await broker.comeBack();

    await eventually(() => broker.on(CONFIG).length >= before + 3);
  });

  it('goes offline with its Node-RED', async () => {
    await running.red.kill();

    await eventually(() => broker.on('license-plate/gate/online').at(-1) === 'offline');
  });
});
