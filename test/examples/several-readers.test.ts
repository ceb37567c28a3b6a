import assert from 'node:assert/strict';
import { answers, type Emulator, faults } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import type { Broker } from './support/broker';
import { describeWithBroker } from './support/brokered';
import { Example } from './support/example';
import { plateOf } from './support/plates';
import { eventually, type Running, Stage } from './support/stage';

const NAME = 'Several readers, one broker';
const BINARY = { 'content-type': 'application/octet-stream' };
const SHARED = '$share/readers/plates/pictures/#';
const PICTURE = new Uint8Array(jpegHeader(640, 480, 5000));

/** How a test hands a picture to the gate: as if it came from a camera. */
const CAMERA = [
  {
    id: 'cam-in',
    type: 'http in',
    z: 'report',
    url: '/picture',
    method: 'post',
    x: 0,
    y: 0,
    wires: [['cam-take']],
  },
  {
    id: 'cam-take',
    type: 'function',
    z: 'report',
    func: `const { time, cameras = 1 } = msg.req.query;
      const picture = () => ({ payload: msg.payload, ...(time && { time: Number(time) }) });
      return [msg, Array.from({ length: Number(cameras) }, picture)];`,
    outputs: 2,
    x: 0,
    y: 0,
  },
  { id: 'cam-out', type: 'http response', z: 'report', statusCode: '204', x: 0, y: 0, wires: [] },
];

describeWithBroker(`the example "${NAME}"`, function () {
  this.timeout(180_000);
  const stage = new Stage();
  let broker: Broker;
  let emulator: Emulator;
  let gate: Example;

  beforeEach(async () => {
    gate = new Example(NAME).without('Reader (many)');
    emulator = await stage.emulate(gate, { plates: [plateOf('京A12345')] });
    broker = await stage.broker(gate);
    // A machine that is busy with other tests reads late.
    gate.set('license-plate-gate', { maxAge: 120 });
  });

  afterEach(() => stage.clear());

  function runGate(againAfter = '60'): Promise<Running> {
    const keep = gate.node('Keep until answered').id;
    const env = gate.node('Gate (one)').env as { name: string; value: string }[];
    const changed = env.map((one) => (one.name === 'AGAIN_AFTER' ? { ...one, value: againAfter } : one));
    gate.set('Gate (one)', { env: changed });
    const take = CAMERA.map((node) =>
      node.id === 'cam-take' ? { ...node, wires: [['cam-out'], [keep]] } : node,
    );
    return stage.run(gate, {}, take);
  }

  async function runReader(): Promise<Running> {
    const reader = new Example(NAME).without('Gate (one)');
    reader.set('Broker', { broker: '127.0.0.1', port: broker.port });
    const { url: endpoint, projectId, token } = emulator;
    reader.set('license-plate-service', { engine: 'huawei', endpoint, projectId, credentials: { token } });
    const before = broker.subscribers(SHARED);
    const running = await stage.run(reader);
    await eventually(() => broker.subscribers(SHARED) > before);
    return running;
  }

  async function send({ red }: Running, count: number, query = ''): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      await fetch(`${red.url}/flow/picture${query}`, { method: 'POST', headers: BINARY, body: PICTURE });
    }
  }

  const idsOf = (kind: string) =>
    broker.published
      .map(({ topic }) => topic.split('/'))
      .filter(([, what]) => what === kind)
      .map((parts) => parts[3]);

  it('reads a picture on another machine and decides at the gate', async () => {
    const running = await runGate();
    await runReader();

    await send(running, 1);

    const [allowed] = await running.seenBy('Allowed: open here');
    assert.equal(allowed?.gate?.plate_number, '京A12345');
    assert.equal(idsOf('pictures').length, 1);
    assert.equal(idsOf('results').length, 1);
  });

  it('keeps the pictures of several cameras apart that one message asked for', async () => {
    const running = await runGate();
    await runReader();

    // Whatever comes of one message has its _msgid.
    await send(running, 1, '?cameras=2');

    await eventually(() => idsOf('results').length === 2);
    assert.equal(new Set(idsOf('results')).size, 2);
  });

  it('answers every picture although one of two readers dies amid a burst', async () => {
    const running = await runGate('1');
    const first = await runReader();
    await runReader();
    emulator.respondWith(faults.hold());
    await send(running, 12);
    await eventually(() => emulator.callCount >= 8);
    const answered = idsOf('results').length;
    await first.red.kill();
    emulator.respondWith(undefined);
    emulator.release();

    const lost = () => idsOf('pictures').filter((id) => !idsOf('results').includes(id));
    await eventually(() => idsOf('pictures').length > 12 && lost().length === 0);
    assert.equal(answered, 0, 'the first reader died with its pictures');
    const allowed = await running.seenBy('Allowed: open here');
    assert.equal(allowed.length, 1, 'one visit opens once');
  });

  it('drops an answer that comes twice, and one that nobody asked for', async () => {
    const running = await runGate();
    await runReader();
    await send(running, 1);
    await running.seenBy('Allowed: open here');
    const [result] = broker.published.filter(({ topic }) => topic.startsWith('plates/results/'));
    assert.ok(result);

    await broker.publish(result.topic, result.payload);
    await broker.publish('plates/results/north/nobody', result.payload);
    emulator.answer(answers.plates(plateOf('沪B67890')));
    await send(running, 1);

    await running.seenBy('Denied');
    assert.equal((await running.seen()).length, 2);
  });

  it('calls a late picture stale, and an untimed one too', async () => {
    const running = await runGate();
    await runReader();

    await send(running, 1, `?time=${Date.now() - 200_000}`);
    await running.seenBy('Denied');
    emulator.answer(answers.plates(plateOf('沪B67890')));
    await send(running, 1, '?time=NaN');

    const denied = await running.seenBy('Denied', 2);
    assert.deepEqual(
      denied.map(({ gate: verdict }) => verdict?.reason),
      ['stale', 'stale'],
    );
  });

  it('sends a picture again with its original time until a reader is there', async () => {
    const running = await runGate('1');

    await send(running, 1);
    await eventually(() => idsOf('pictures').length >= 2);
    await runReader();

    await running.seenBy('Allowed: open here');
    const topics = broker.published
      .map(({ topic }) => topic)
      .filter((topic) => topic.startsWith('plates/pictures/'));
    assert.equal(new Set(topics).size, 1);
  });

  it('loses no picture with its broker', async () => {
    const running = await runGate('1');
    await runReader();

    await broker.goAway();
    await send(running, 3);
    await broker.comeBack();

    await eventually(() => new Set(idsOf('results')).size === 3);
    await running.seenBy('Allowed: open here');
  });

  it('passes on what a reader cannot read', async () => {
    const running = await runGate();
    await runReader();

    await fetch(`${running.red.url}/flow/picture`, {
      method: 'POST',
      headers: BINARY,
      body: Buffer.from('no picture'),
    });

    const [trouble] = await running.seenBy('Not read');
    assert.equal(trouble?.error?.code, 'BAD_FORMAT');
  });
});
