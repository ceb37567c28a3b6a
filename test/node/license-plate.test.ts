import assert from 'node:assert/strict';
import { answers, type Emulator, faults, refusedUrl, startEmulator } from '../emulator';
import { bmpOf, jpegHeader, noise, pngOf, tiffOf } from '../emulator/pictures';
import { DOCUMENTED } from '../unit/huawei/documented';
import { Rig, type RigOptions } from './rig';

const JPEG = jpegHeader(640, 480, 20_000);

describe('license-plate with the API', () => {
  let emulator: Emulator;
  let rig: Rig | undefined;

  beforeEach(async () => {
    emulator = await startEmulator();
  });

  afterEach(async () => {
    await rig?.stop();
    rig = undefined;
    await emulator.close();
  });

  async function start(options: RigOptions = {}): Promise<Rig> {
    const { service, credentials, ...rest } = options;
    rig = await Rig.start({
      service: { endpoint: emulator.url, projectId: emulator.projectId, ...service },
      credentials: { token: emulator.token, ...credentials },
      ...rest,
    });
    return rig;
  }

  function assertOneRouteEach({ routes }: Rig): void {
    for (const route of routes) assert.deepEqual(route, { exits: 1, ends: 1 });
  }

  describe('output 1', () => {
    it('carries the plate, all plates, the picture and how it was read', async () => {
      const started = Date.now();
      const { send, ...flow } = await startedFlow();

      const { by, msg } = await send({ payload: JPEG, topic: 'gate' });

      assert.equal(by, 'plate');
      assert.deepEqual(msg.payload, { ...DOCUMENTED, plate_number: '京XXXXX' });
      assert.deepEqual(msg.plates, [msg.payload]);
      assert.equal(msg.image, JPEG);
      const { requestId, duration, takenAt, ...rest } = msg.recognition ?? {};
      assert.deepEqual(rest, { engine: 'huawei', attempts: 1, takenFrom: 'arrival' });
      assert.equal(requestId, emulator.calls[0]?.requestId);
      assert.ok(Number.isInteger(duration) && Number(takenAt) >= started && Number(takenAt) <= Date.now());
      assertOneRouteEach(flow.rig);
    });

    it('is the same message, without an old error of ours', async () => {
      const { send } = await startedFlow();
      const { msg: failed } = await send({ payload: 'no picture', topic: 'kept' });

      const { msg } = await send({ ...failed, payload: JPEG });

      assert.equal('error' in msg, false);
      assert.equal('topic' in msg && msg.topic, 'kept');
    });

    it('keeps the errors of other nodes', async () => {
      const { send } = await startedFlow();

      const { msg } = await send({ payload: JPEG, error: { message: 'theirs', source: { type: 'exec' } } });

      assert.equal(msg.error?.message, 'theirs');
    });

    it('leaves the picture out where that is asked for', async () => {
      const { send } = await startedFlow({ plate: { keepImage: false } });

      const { msg } = await send({ payload: JPEG });

      assert.equal('image' in msg, false);
    });

    it('puts the nearest car first', async () => {
      const far = plate('沪B22222', 10);
      const near = plate('京A11111', 90);
      emulator.answer(answers.plates(far, near));
      const { send } = await startedFlow();

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual(msg.payload, near);
      assert.deepEqual(msg.plates, [near, far]);
    });

    it('passes a public URL on and carries it as the image', async () => {
      const url = 'https://bucket.obs.cn-north-4.myhuaweicloud.com/plate.jpg';
      const { send } = await startedFlow();

      const { msg } = await send({ payload: url });

      assert.equal(emulator.calls[0]?.url, url);
      assert.equal(msg.image, url);
    });

    it('takes the time from the message', async () => {
      const { send } = await startedFlow();

      const { msg } = await send({ payload: JPEG, time: '2026-11-22T08:00:00+08:00' });

      assert.equal(msg.recognition?.takenAt, Date.UTC(2026, 10, 22));
      assert.equal(msg.recognition?.takenFrom, 'message');
    });

    it('warns about a side over 4096 pixels, and sends the picture all the same', async () => {
      const { send } = await startedFlow();

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
        const { send } = await startedFlow();

        const { by } = await send({ payload: picture });

        assert.equal(by, 'plate');
        const bytes = typeof picture === 'string' ? JPEG : picture;
        assert.equal(emulator.calls[0]?.picture?.bytes, bytes.length);
        assert.equal(emulator.calls[0]?.transfer, 'content-length');
      });
    }

    it('reads the picture from another property', async () => {
      const { send } = await startedFlow({ plate: { image: 'req.body.snapshot' } });

      const { by } = await send({ req: { body: { snapshot: JPEG } } });

      assert.equal(by, 'plate');
    });
  });

  describe('output 2', () => {
    const wrong: [name: string, payload: unknown, code: string][] = [
      ['null', null, 'BAD_INPUT'],
      ['a number', 42, 'BAD_INPUT'],
      ['an object', { picture: true }, 'BAD_INPUT'],
      ['nothing', undefined, 'BAD_INPUT'],
      ['an empty Buffer', Buffer.alloc(0), 'BAD_INPUT'],
      ['a JPEG cut within its header', jpegHeader(640, 480).subarray(0, 12), 'BAD_FORMAT'],
      ['a text file', Buffer.from('Once upon a time'), 'BAD_FORMAT'],
      ['a BMP of 0 × 0', bmpOf(0, 0), 'BAD_SIZE'],
      ['a PNG of 9000 pixels', pngOf(9000, 100), 'BAD_SIZE'],
      ['8 MB of noise', noise(8_000_000), 'BAD_SIZE'],
      ['an ftp address', 'ftp://camera/snapshot.jpg', 'BAD_INPUT'],
      ['a data: URI with broken base64', 'data:image/jpeg;base64,/9j/*', 'BAD_INPUT'],
      ['text', 'hello world', 'BAD_INPUT'],
      ['a URL with a password', 'http://user:secret@camera.example.com/snap.jpg', 'BAD_INPUT'],
      ['a URL in the private network', 'http://192.168.1.20/snap.jpg', 'BAD_INPUT'],
      ['a URL of this machine', 'http://localhost:8080/snap.jpg', 'BAD_INPUT'],
    ];
    for (const [name, payload, code] of wrong) {
      it(`gets ${code} for ${name}, and no call is spent`, async () => {
        const { send, rig } = await startedFlow();

        const { by, msg } = await send({ payload });

        assert.equal(by, 'error');
        assert.equal(msg.error?.code, code);
        assert.equal(msg.error?.category, 'input');
        assert.equal(msg.error?.attempts, 0);
        assert.deepEqual(msg.payload, payload);
        assert.equal(emulator.callCount, 0);
        assert.doesNotMatch(JSON.stringify(msg.error), /secret/);
        assertOneRouteEach(rig);
      });
    }

    it('tells everything that is known about an error of the service', async () => {
      emulator.answer(answers.refusal('ModelArts.4204'));
      const { send } = await startedFlow({ plate: { name: 'Front gate' } });

      const { msg } = await send({ payload: JPEG });

      const { message, hint, ...rest } = msg.error ?? {};
      assert.match(String(message), /subscribe/i);
      assert.match(String(hint), /region/);
      assert.deepEqual(rest, {
        code: 'ModelArts.4204',
        category: 'account',
        retryable: false,
        statusCode: emulator.calls[0]?.status,
        requestId: emulator.calls[0]?.requestId,
        attempts: 1,
        source: { id: 'reader', type: 'license-plate', name: 'Front gate', count: 1 },
      });
    });

    it('counts how often a message comes back', async () => {
      emulator.respondWith(answers.refusal('APIG.0308'));
      const { send } = await startedFlow({ plate: { timeout: 1 } });
      const { msg: first } = await send({ payload: JPEG });

      const { msg: second } = await send(first);

      assert.equal(second.error?.source?.count, 2);
    });

    const noPlates = {
      'an empty list': answers.empty(),
      'no result': answers.missing(),
      'null for a result': answers.nullResult(),
      'an empty number': answers.plates({ plate_number: '' }),
    };
    for (const [name, answer] of Object.entries(noPlates)) {
      it(`gets NO_PLATE for ${name}`, async () => {
        emulator.answer(answer);
        const { send } = await startedFlow();

        const { by, msg } = await send({ payload: JPEG });

        assert.deepEqual([by, msg.error?.code, msg.error?.category], ['error', 'NO_PLATE', 'no-plate']);
        assert.equal(rig?.status?.text, 'license-plate.status.no-plate');
      });
    }

    it('gets LOW_CONFIDENCE below the minimum', async () => {
      const { send } = await startedFlow({ plate: { minConfidence: '0.95' } });

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual([msg.error?.code, msg.error?.category], ['LOW_CONFIDENCE', 'no-plate']);
      assert.equal(msg.error?.requestId, emulator.calls[0]?.requestId);
    });

    it('gets NETWORK with the code of the system where nobody answers', async () => {
      const { send } = await startedFlow({ service: { endpoint: await refusedUrl() } });

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual([msg.error?.code, msg.error?.category], ['NETWORK', 'network']);
      assert.match(String(msg.error?.message), /ECONNREFUSED/);
    });

    it('gets TIMEOUT when no answer comes in time', async () => {
      emulator.misbehave(faults.hold());
      const { send } = await startedFlow({ plate: { timeout: 0.1 } });

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual([msg.error?.code, msg.error?.category], ['TIMEOUT', 'timeout']);
      await emulator.idle();
    });

    const settings: [name: string, options: RigOptions, code: string, field: string][] = [
      ['no service', { plate: { service: '' } }, 'NOT_CONFIGURED', 'service'],
      ['another node for a service', { plate: { service: 'plate' } }, 'NOT_CONFIGURED', 'service'],
      ['no project', { service: { projectId: '' } }, 'NOT_CONFIGURED', 'projectId'],
      ['no token', { credentials: { token: '' } }, 'NOT_CONFIGURED', 'token'],
      [
        'an endpoint without https',
        { service: { endpoint: 'http://ocr.example.com' } },
        'BAD_CONFIG',
        'endpoint',
      ],
      ['a timeout that is no number', { plate: { timeout: 'soon' } }, 'BAD_CONFIG', 'timeout'],
    ];
    for (const [name, options, code, field] of settings) {
      it(`gets ${code} naming "${field}" for ${name}`, async () => {
        const { send, rig } = await startedFlow(options);

        const { by, msg } = await send({ payload: JPEG });

        assert.deepEqual([by, msg.error?.code, msg.error?.category], ['error', code, 'config']);
        assert.match(String(msg.error?.message), new RegExp(`"${field}"`));
        assert.deepEqual(rig.status, { fill: 'red', shape: 'ring', text: 'license-plate.status.config' });
        assert.equal(emulator.callCount, 0);
      });
    }
  });

  describe('where output 2 leads nowhere', () => {
    for (const output2 of ['nowhere', 'disabled', 'dead end'] as const) {
      it(`a failure reaches the Catch node, whole (${output2})`, async () => {
        emulator.answer(answers.refusal('APIG.0307'));
        const { send, rig } = await startedFlow({ output2 });

        const { by, msg } = await send({ payload: JPEG });

        assert.equal(by, 'catch');
        assert.deepEqual(msg.payload, JPEG);
        assert.equal(msg.error?.code, 'APIG.0307');
        assert.equal(msg.error?.cause?.category, 'auth');
        assert.equal(msg.error?.cause?.attempts, 1);
        assertOneRouteEach(rig);
      });
    }

    it('which it does not where a junction leads on to a node', async () => {
      emulator.answer(answers.refusal('APIG.0307'));
      const { send, rig } = await startedFlow({ output2: 'junction' });

      const { by, msg } = await send({ payload: JPEG });

      assert.notEqual(by, 'catch');
      assert.equal(msg.error?.code, 'APIG.0307');
      // A junction hands on in a later turn than the one in which the node was done.
      while (rig.routes[0]?.exits === 0) await new Promise(setImmediate);
      assertOneRouteEach(rig);
    });

    it('no plate is no error', async () => {
      emulator.answer(answers.empty());
      const { send } = await startedFlow({ output2: 'nowhere' });

      const { by } = await send({ payload: JPEG });

      assert.equal(by, 'nothing');
      assert.equal(rig?.status?.text, 'license-plate.status.no-plate');
    });
  });

  describe('the waiting room', () => {
    it('lets so many wait and refuses the next', async () => {
      emulator.misbehave(faults.hold());
      const { send, rig } = await startedFlow({ service: { concurrency: 1 }, plate: { waiting: 1 } });
      const first = send({ payload: JPEG });
      await emulator.held();
      const second = send({ payload: JPEG });

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual([msg.error?.code, msg.error?.category], ['BUSY', 'busy']);
      emulator.release();
      assert.deepEqual([(await first).by, (await second).by], ['plate', 'plate']);
      assertOneRouteEach(rig);
    });

    it('drops the oldest for the newest where that is asked for', async () => {
      emulator.misbehave(faults.hold());
      const { send } = await startedFlow({
        service: { concurrency: 1 },
        plate: { waiting: '1', overflow: 'oldest' },
      });
      const first = send({ payload: JPEG });
      await emulator.held();
      const oldest = send({ payload: JPEG, topic: 'oldest' });
      const newest = send({ payload: JPEG, topic: 'newest' });

      const { msg } = await oldest;

      assert.equal(msg.error?.code, 'SUPERSEDED');
      emulator.release();
      assert.deepEqual([(await first).by, (await newest).by], ['plate', 'plate']);
    });

    it('never has more in work than the service allows', async () => {
      emulator.misbehave(...Array.from({ length: 3 }, () => faults.hold()));
      const { send, rig } = await startedFlow({ service: { concurrency: 3 } });

      const sent = Array.from({ length: 30 }, () => send({ payload: JPEG }));
      await emulator.held(3);
      emulator.release();
      const exits = await Promise.all(sent);

      assert.ok(exits.every(({ by }) => by === 'plate'));
      assert.equal(emulator.maxInFlight, 3);
      assert.ok(emulator.connections <= 3);
      assertOneRouteEach(rig);
    });
  });

  describe('status', () => {
    it('tells what is going on, and a success clears an earlier red', async () => {
      emulator.script(answers.refusal('APIG.0301'), faults.hold());
      const { send, rig } = await startedFlow();
      await send({ payload: JPEG });
      const refused = rig.status;
      const second = send({ payload: JPEG });
      await emulator.held();
      const reading = rig.status;
      emulator.release();
      await second;

      assert.deepEqual(refused, { fill: 'red', shape: 'ring', text: 'license-plate.status.auth' });
      assert.deepEqual(reading, { fill: 'blue', shape: 'dot', text: 'license-plate.status.reading' });
      assert.deepEqual(rig.status, { fill: 'green', shape: 'dot', text: 'license-plate.status.plate-blue' });
    });

    it('shows the plate only where that is asked for', async () => {
      const { send, rig } = await startedFlow({ plate: { showPlate: true } });

      await send({ payload: JPEG });

      assert.equal(rig.status?.text, '京XXXXX');
    });
  });

  describe('closing', () => {
    it('ends at once, whatever is waiting and in flight, and quietly', async () => {
      emulator.misbehave(faults.hold('mid-body'));
      const { send, rig } = await startedFlow({ service: { concurrency: 1 } });
      const flight = send({ payload: JPEG });
      await emulator.held();
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
      await emulator.disconnected();
    });
  });

  it('writes no token, picture or plate to the log', async () => {
    emulator.script(answers.refusal('APIG.0301'), answers.htmlError());
    const { send, rig } = await startedFlow({ output2: 'nowhere' });

    await send({ payload: JPEG });
    await send({ payload: JPEG });
    await send({ payload: JPEG });

    for (const secret of [emulator.token, '京XXXXX', JPEG.toString('base64', 0, 300)]) {
      assert.equal(rig.log.includes(secret), false);
    }
  });

  async function startedFlow(options: RigOptions = {}): Promise<{ send: Rig['send']; rig: Rig }> {
    const started = await start(options);
    return { send: started.send.bind(started), rig: started };
  }
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
