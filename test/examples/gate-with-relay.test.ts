import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers, type Emulator, faults } from '../emulator';
import { describeWithBroker } from './support/brokered';
import { digestCamera } from './support/digest-camera';
import { Example } from './support/example';
import { plateOf } from './support/plates';
import { eventually, type Running, Stage } from './support/stage';

const CAR = '京A12345';
const LOGIN = { user: 'gate', password: 'camera password' };

describe('the example "Gate with relay"', function () {
  this.timeout(180_000);
  const stage = new Stage();
  let example: Example;
  let emulator: Emulator;

  beforeEach(async () => {
    example = new Example('Gate with relay');
    emulator = await stage.emulate(example, { plates: [plateOf(CAR)] });
    const camera = await stage.thing(digestCamera(LOGIN.user, LOGIN.password));
    example.set('Snapshot', { url: `${camera.url}/snapshot.jpg`, credentials: LOGIN });
  });

  afterEach(() => stage.clear());

  async function relayAnswering(status: number) {
    const relay = await stage.thing((_request, response) => response.writeHead(status).end('from the relay'));
    example.set('Relay by HTTP', { url: `${relay.url}/relay/0?turn=on&timer=1` });
    return relay;
  }

  /** The lines of the log, once there are so many. */
  async function linesOf({ userDir }: Running, enough: number): Promise<string[]> {
    const read = () => {
      const file = readdirSync(userDir).find((name) => /^gate-\d{4}-\d\d-\d\d\.csv$/.test(name));
      return file ? readFileSync(join(userDir, file), 'utf8').split('\r\n').slice(0, -1) : [];
    };
    await eventually(() => read().length >= enough);
    return read();
  }

  it('opens the relay for a listed car, once per visit, and writes it down', async () => {
    const relay = await relayAnswering(200);
    const running = await stage.run(example);

    await running.press('Look');
    await eventually(() => relay.asked.length > 0);
    await running.press('Look');
    await eventually(() => emulator.callCount === 2);
    emulator.answer(answers.plates(plateOf('沪B67890')));
    await running.press('Look');

    const lines = await linesOf(running, 2);
    assert.deepEqual(relay.asked, ['/relay/0?turn=on&timer=1']);
    assert.match(lines[0] ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z,allow,listed,京A12345,Li Na,0\.97,\d+\.\d+$/);
    assert.match(lines[1] ?? '', /Z,deny,unknown,沪B67890,,0\.97,\d+\.\d+$/);
    assert.equal(lines.length, 2);
    assert.deepEqual(await running.seen(), []);
  });

  it('says when the relay refuses', async () => {
    await relayAnswering(401);
    const running = await stage.run(example);

    await running.press('Look');

    const [refused] = await running.seenBy('The relay refused');
    assert.equal(refused?.payload, 'from the relay');
  });

  it('says when the camera refuses the login, and keeps the gate closed', async () => {
    const relay = await relayAnswering(200);
    example.set('Snapshot', { credentials: { ...LOGIN, password: 'wrong' } });
    const running = await stage.run(example);

    await running.press('Look');

    const [trouble] = await running.seenBy('Trouble');
    assert.ok(trouble?.error);
    assert.deepEqual(relay.asked, []);
  });

  it('makes no trouble of pictures that a newer one took the place of', async () => {
    await relayAnswering(200);
    example.set('license-plate-service', { concurrency: '1' }).set('license-plate', { timeout: 2 });
    emulator.misbehave(faults.hold(), faults.hold(), faults.hold());
    const running = await stage.run(example);

    for (let presses = 0; presses < 3; presses++) await running.press('Look');

    const trouble = await running.seenBy('Trouble', 2);
    assert.deepEqual(new Set(trouble.map(({ error }) => error?.code)), new Set(['TIMEOUT']));
  });

  describeWithBroker('with a relay by MQTT', () => {
    it('switches it on', async () => {
      await relayAnswering(200);
      const broker = await stage.broker(example);
      example.set('Relay by MQTT', { d: false });
      const running = await stage.run(example);

      await eventually(() => broker.nodeReds > 0);

      await running.press('Look');

      await eventually(() => broker.on('gate/relay/set').length > 0);
      assert.deepEqual(
        broker.published.map(({ topic, payload, retain }) => [topic, String(payload), retain]),
        [['gate/relay/set', 'ON', false]],
      );
    });
  });
});
