import assert from 'node:assert/strict';
import { promises as dns } from 'node:dns';
import { readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import sinon from 'sinon';
import type { Plate } from '#nodes/lib/plate';
import { answers, faults } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { FastTime } from '../faults/fast-time';
import { drawDemoPicture } from '../fixtures/draw/demo';
import { encode } from '../fixtures/encode';
import type { Exit } from './rig';
import { ServiceBench } from './service-bench';

const JPEG = jpegHeader(640, 480, 2000);

describe('license-plate-service', () => {
  let bench: ServiceBench;

  afterEach(() => bench.close());

  it('ends what is being read when it closes, and says why', async () => {
    bench = await ServiceBench.open();
    const rig = await bench.deploy();
    bench.emulator.misbehave(faults.hold());
    const sent = rig.send({ payload: JPEG });
    await bench.emulator.held();

    await rig.closeService();

    const { by, msg } = await sent;
    assert.deepEqual([by, msg.error?.code, msg.error?.retryable], ['error', 'NETWORK', true]);
    assert.equal(msg.error?.message, 'The service node was deployed anew or removed meanwhile.');
    assert.equal(msg.error?.hint, 'Send the picture again.');
    await bench.emulator.idle();
  });

  describe('keeps a budget', () => {
    it('over redeploys, in a file of its own', async () => {
      bench = await ServiceBench.open();
      const rig = await bench.deploy({ service: { callsPerDay: '3' } });
      await rig.send({ payload: JPEG });
      await rig.send({ payload: JPEG });
      const again = await bench.deploy({ service: { callsPerDay: '3' } });

      const exits = [await again.send({ payload: JPEG }), await again.send({ payload: JPEG })];

      assert.deepEqual(
        exits.map(({ msg }) => msg.error?.code),
        [undefined, 'BUDGET_SPENT'],
      );
      assert.equal(bench.emulator.callCount, 3);
      assert.equal(again.status?.text, 'license-plate.status.budget-spent');
      const file = JSON.parse(await readFile(join(bench.userDir, 'license-plate', 'service.json'), 'utf8'));
      assert.equal(file.calls, 3);
    });

    it('in memory, with one warning, where it cannot be written', async () => {
      bench = await ServiceBench.open();
      await writeFile(join(bench.userDir, 'license-plate'), 'in the way');
      const rig = await bench.deploy({ service: { callsPerDay: 2 } });

      const exits = [];
      for (let i = 0; i < 3; i++) exits.push(await rig.send({ payload: JPEG }));

      assert.deepEqual(
        exits.map(({ by }) => by),
        ['plate', 'plate', 'error'],
      );
      assert.equal(rig.log.match(/warning\.budget-file/g)?.length, 1);
    });
  });

  describe('is shared', () => {
    it('in turns: a node with much to do does not keep another waiting', async () => {
      bench = await ServiceBench.open();
      const rig = await bench.deploy({ service: { concurrency: 1 }, readers: 2 });
      bench.emulator.misbehave(faults.hold());
      const ended: string[] = [];
      const track = (name: string) => () => ended.push(name);
      const busy = Array.from({ length: 6 }, () => rig.send({ payload: JPEG }).then(track('busy')));
      await bench.emulator.held();
      const calm = rig.send({ payload: JPEG }, 'reader-2').then(track('calm'));
      bench.emulator.release();

      await Promise.all([...busy, calm]);

      assert.ok(ended.indexOf('calm') <= 2, ended.join());
    });

    it('with what it knows: every node shows that the service is away, and that it is back', async () => {
      bench = await ServiceBench.open();
      const rig = await bench.deploy({ readers: 2 });
      const texts = () => ['reader', 'reader-2'].map((id) => rig.statusOf(id)?.text);
      let away: ReturnType<typeof texts>;
      let spared: Exit;
      let calls: number;
      bench.emulator.respondWith(answers.refusal('APIG.0605'));
      const time = new FastTime();
      try {
        for (let i = 0; i < 5; i++) await rig.send({ payload: JPEG });
        away = texts();
        spared = await rig.send({ payload: JPEG }, 'reader-2');
        calls = bench.emulator.callCount;
        bench.emulator.respondWith(undefined);
        time.pass(10_000);
        await rig.send({ payload: JPEG });
      } finally {
        time.end();
      }

      assert.deepEqual([spared.msg.error?.code, calls], ['CIRCUIT_OPEN', 5]);
      assert.deepEqual(away, ['license-plate.status.offline', 'license-plate.status.offline']);
      assert.deepEqual(texts(), ['license-plate.status.plate-blue', undefined]);
    });
  });

  describe('steps in with the embedded reader', function () {
    this.timeout(60_000);

    it('where the service is away, says why, and shows that', async () => {
      bench = await ServiceBench.open();
      const rig = await bench.deploy({ service: { fallback: true }, plate: { timeout: 60 } });
      const { pixels, truth } = drawDemoPicture('blue-car');
      const payload = await encode(pixels, 'jpeg');
      await bench.emulator.stop();

      const { by, msg } = await rig.send({ payload });

      assert.equal(by, 'plate');
      assert.deepEqual(
        (msg.plates as Plate[]).map(({ plate_number }) => plate_number),
        truth.map(({ plate_number }) => plate_number),
      );
      const { engine, fallback, attempts } = msg.recognition ?? {};
      assert.deepEqual([engine, fallback, attempts], ['edge', 'NETWORK', 3]);
      assert.deepEqual(rig.status, {
        fill: 'yellow',
        shape: 'dot',
        text: 'license-plate.status.offline-local',
      });
    });

    it('but opens no address inside the network, though its name looks as if it lay outside', async () => {
      bench = await ServiceBench.open();
      const rig = await bench.deploy({ service: { fallback: true } });
      bench.emulator.answer(answers.refusal('APIG.0103'));
      const lookup = sinon.stub(dns, 'lookup').resolves([{ address: '192.168.7.7', family: 4 }] as never);
      const connect = sinon.stub(net, 'connect').callThrough();
      const toCamera = connect.withArgs(sinon.match({ host: 'checked.invalid' })).throws();
      try {
        const { msg } = await rig.send({ payload: 'http://camera.example.com/a.jpg' });

        assert.equal(msg.error?.code, 'APIG.0103');
        assert.equal(lookup.firstCall.args[0], 'camera.example.com');
        assert.equal(toCamera.called, false);
      } finally {
        connect.restore();
        lookup.restore();
      }
    });

    it('but not where the service has refused for a reason', async () => {
      bench = await ServiceBench.open();
      const rig = await bench.deploy({ service: { fallback: true } });
      bench.emulator.answer(answers.refusal('ModelArts.4204'));

      const { msg } = await rig.send({ payload: JPEG });

      assert.equal(msg.error?.code, 'ModelArts.4204');
    });
  });
});
