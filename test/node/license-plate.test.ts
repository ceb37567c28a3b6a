import assert from 'node:assert/strict';
import { answers, faults } from '../emulator';
import { bmpOf, jpegHeader, noise, pngOf, tiffOf } from '../emulator/pictures';
import { DOCUMENTED } from '../unit/huawei/documented';
import { assertOneRouteEach, JPEG, usePlate } from './plate-bench';

describe('license-plate with the API', () => {
  const bench = usePlate();

  describe('output 1', () => {
    it('carries the plate, all plates, the picture and how it was read', async () => {
      const started = Date.now();
      const { send, ...flow } = await bench.startedFlow();

      const { by, msg } = await send({ payload: JPEG, topic: 'gate' });

      assert.equal(by, 'plate');
      assert.deepEqual(msg.payload, { ...DOCUMENTED, plate_number: '京XXXXX' });
      assert.deepEqual(msg.plates, [msg.payload]);
      assert.equal(msg.image, JPEG);
      const { requestId, duration, takenAt, ...rest } = msg.recognition ?? {};
      assert.deepEqual(rest, { engine: 'huawei', attempts: 1, takenFrom: 'arrival' });
      assert.equal(requestId, bench.emulator.calls[0]?.requestId);
      assert.ok(Number.isInteger(duration) && Number(takenAt) >= started && Number(takenAt) <= Date.now());
      assertOneRouteEach(flow.rig);
    });

    it('is the same message, without an old error of ours', async () => {
      const { send } = await bench.startedFlow();
      const { msg: failed } = await send({ payload: 'no picture', topic: 'kept' });

      const { msg } = await send({ ...failed, payload: JPEG });

      assert.equal('error' in msg, false);
      assert.equal('topic' in msg && msg.topic, 'kept');
    });

    it('keeps the errors of other nodes', async () => {
      const { send } = await bench.startedFlow();

      const { msg } = await send({ payload: JPEG, error: { message: 'theirs', source: { type: 'exec' } } });

      assert.equal(msg.error?.message, 'theirs');
    });

    it('leaves the picture out where that is asked for', async () => {
      const { send } = await bench.startedFlow({ plate: { keepImage: false } });

      const { msg } = await send({ payload: JPEG });

      assert.equal('image' in msg, false);
    });

    it('puts the nearest car first', async () => {
      const far = plate('沪B22222', 10);
      const near = plate('京A11111', 90);
      bench.emulator.answer(answers.plates(far, near));
      const { send } = await bench.startedFlow();

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual(msg.payload, near);
      assert.deepEqual(msg.plates, [near, far]);
    });

    it('passes a public URL on and carries it as the image', async () => {
      const url = 'https://bucket.obs.cn-north-4.myhuaweicloud.com/plate.jpg';
      const { send } = await bench.startedFlow();

      const { msg } = await send({ payload: url });

      assert.equal(bench.emulator.calls[0]?.url, url);
      assert.equal(msg.image, url);
    });

    it('takes the time from the message', async () => {
      const { send } = await bench.startedFlow();

      const { msg } = await send({ payload: JPEG, time: '2026-11-22T08:00:00+08:00' });

      assert.equal(msg.recognition?.takenAt, Date.UTC(2026, 10, 22));
      assert.equal(msg.recognition?.takenFrom, 'message');
    });

    it('warns about a side over 4096 pixels, and sends the picture all the same', async () => {
      const { send } = await bench.startedFlow();

      const { msg } = await send({ payload: jpegHeader(5000, 3000) });

      assert.match(String(msg.recognition?.warnings), /4096/);
    });

    for (const [name, picture] of Object.entries({
      JPEG,
      PNG: pngOf(640, 480, 1000),
      BMP: bmpOf(64, 48),
      TIFF: tiffOf(640, 480, 1000),
      'a view of a larger buffer': new Uint8Array(Buffer.concat([noise(100), JPEG])).subarray(100),
      base64: JPEG.toString('base64'),
      'a data: URI': `data:image/jpeg;base64,${JPEG.toString('base64')}`,
    })) {
      it(`comes of ${name}, sent byte for byte`, async () => {
        const { send } = await bench.startedFlow();

        const { by } = await send({ payload: picture });

        assert.equal(by, 'plate');
        const bytes = typeof picture === 'string' ? JPEG : picture;
        assert.equal(bench.emulator.calls[0]?.picture?.bytes, bytes.length);
        assert.equal(bench.emulator.calls[0]?.transfer, 'content-length');
      });
    }

    it('reads the picture from another property', async () => {
      const { send } = await bench.startedFlow({ plate: { image: 'req.body.snapshot' } });

      const { by } = await send({ req: { body: { snapshot: JPEG } } });

      assert.equal(by, 'plate');
    });
  });

  describe('status', () => {
    it('tells what is going on, and a success clears an earlier red', async () => {
      bench.emulator.script(answers.refusal('APIG.0301'), faults.hold());
      const { send, rig } = await bench.startedFlow();
      await send({ payload: JPEG });
      const refused = rig.status;
      const second = send({ payload: JPEG });
      await bench.emulator.held();
      const reading = rig.status;
      bench.emulator.release();
      await second;

      assert.deepEqual(refused, { fill: 'red', shape: 'ring', text: 'license-plate.status.auth' });
      assert.deepEqual(reading, { fill: 'blue', shape: 'dot', text: 'license-plate.status.reading' });
      assert.deepEqual(rig.status, { fill: 'green', shape: 'dot', text: 'license-plate.status.plate-blue' });
    });

    it('shows the plate only where that is asked for', async () => {
      const { send, rig } = await bench.startedFlow({ plate: { showPlate: true } });

      await send({ payload: JPEG });

      assert.equal(rig.status?.text, '京XXXXX');
    });
  });

  describe('closing', () => {
    it('ends at once, whatever is waiting and in flight, and quietly', async () => {
      bench.emulator.misbehave(faults.hold('mid-body'));
      const { send, rig } = await bench.startedFlow({ service: { concurrency: 1 } });
      const flight = send({ payload: JPEG });
      await bench.emulator.held();
      const waiting = send({ payload: JPEG });

      const start = performance.now();
      await rig.closeReader();
      const exits = await Promise.all([flight, waiting]);
      await rig.stop();

      assert.ok(performance.now() - start < 1000);
      assert.deepEqual(
        exits.map(({ by }) => by),
        ['nothing', 'nothing'],
      );
      await bench.emulator.disconnected();
    });
  });

  it('writes no token, picture or plate to the log, where nobody catches what fails', async () => {
    bench.emulator.script(answers.refusal('APIG.0301'), answers.htmlError());
    const { send, rig } = await bench.startedFlow({ output2: 'nowhere', isCaught: false });

    void send({ payload: JPEG });
    await rig.untilLogged('PlateError: Incorrect IAM authentication information');
    await send({ payload: JPEG });
    await send({ payload: JPEG });

    for (const secret of [bench.emulator.token, '京XXXXX', JPEG.toString('base64', 0, 300)]) {
      assert.equal(rig.log.includes(secret), false);
    }
  });
});

function plate(plate_number: string, size: number) {
  return {
    plate_number,
    plate_color: 'blue',
    plate_location: [
      [0, 0],
      [3 * size, 0],
      [3 * size, size],
      [0, size],
    ],
    confidence: 0.9,
  };
}
