import assert from 'node:assert/strict';
import { answers, faults, refusedUrl } from '../emulator';
import { bmpOf, jpegHeader, noise, pngOf } from '../emulator/pictures';
import { assertOneRouteEach, JPEG, usePlate } from './plate-bench';
import type { RigOptions } from './rig';

describe('license-plate with the API', () => {
  const bench = usePlate();

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
        const { send, rig } = await bench.startedFlow();

        const { by, msg } = await send({ payload });

        assert.equal(by, 'error');
        assert.equal(msg.error?.code, code);
        assert.equal(msg.error?.category, 'input');
        assert.equal(msg.error?.attempts, 0);
        assert.deepEqual(msg.payload, payload);
        assert.equal(bench.emulator.callCount, 0);
        assert.doesNotMatch(JSON.stringify(msg.error), /secret/);
        assertOneRouteEach(rig);
      });
    }

    it('tells everything that is known about an error of the service', async () => {
      bench.emulator.answer(answers.refusal('ModelArts.4204'));
      const { send } = await bench.startedFlow({ plate: { name: 'Front gate' } });

      const { msg } = await send({ payload: JPEG });

      const { message, hint, ...rest } = msg.error ?? {};
      assert.match(String(message), /subscribe/i);
      assert.match(String(hint), /region/);
      assert.deepEqual(rest, {
        code: 'ModelArts.4204',
        category: 'account',
        retryable: false,
        statusCode: bench.emulator.calls[0]?.status,
        requestId: bench.emulator.calls[0]?.requestId,
        attempts: 1,
        source: { id: 'reader', type: 'license-plate', name: 'Front gate', count: 1 },
      });
    });

    it('counts how often a message comes back', async () => {
      bench.emulator.respondWith(answers.refusal('APIG.0308'));
      const { send } = await bench.startedFlow({ plate: { timeout: 1 } });
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
        bench.emulator.answer(answer);
        const { send, rig } = await bench.startedFlow();

        const { by, msg } = await send({ payload: JPEG });

        assert.deepEqual([by, msg.error?.code, msg.error?.category], ['error', 'NO_PLATE', 'no-plate']);
        assert.equal(rig.status?.text, 'license-plate.status.no-plate');
      });
    }

    it('gets LOW_CONFIDENCE below the minimum', async () => {
      const { send } = await bench.startedFlow({ plate: { minConfidence: '0.95' } });

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual([msg.error?.code, msg.error?.category], ['LOW_CONFIDENCE', 'no-plate']);
      assert.equal(msg.error?.requestId, bench.emulator.calls[0]?.requestId);
    });

    it('gets NETWORK with the code of the system where nobody answers', async () => {
      const { send } = await bench.startedFlow({ service: { endpoint: await refusedUrl() } });

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual([msg.error?.code, msg.error?.category], ['NETWORK', 'network']);
      assert.match(String(msg.error?.message), /ECONNREFUSED/);
    });

    it('gets TIMEOUT when no answer comes in time', async () => {
      bench.emulator.misbehave(faults.hold());
      const { send } = await bench.startedFlow({ plate: { timeout: 0.1 } });

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual([msg.error?.code, msg.error?.category], ['TIMEOUT', 'timeout']);
      await bench.emulator.idle();
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
        const { send, rig } = await bench.startedFlow(options);

        const { by, msg } = await send({ payload: JPEG });

        assert.deepEqual([by, msg.error?.code, msg.error?.category], ['error', code, 'config']);
        assert.match(String(msg.error?.message), new RegExp(`"${field}"`));
        assert.deepEqual(rig.status, { fill: 'red', shape: 'ring', text: 'license-plate.status.config' });
        assert.equal(bench.emulator.callCount, 0);
      });
    }
  });

  describe('where output 2 leads nowhere', () => {
    for (const output2 of ['nowhere', 'disabled', 'dead end'] as const) {
      it(`a failure reaches the Catch node, whole (${output2})`, async () => {
        bench.emulator.answer(answers.refusal('APIG.0307'));
        const { send, rig } = await bench.startedFlow({ output2 });

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
      bench.emulator.answer(answers.refusal('APIG.0307'));
      const { send, rig } = await bench.startedFlow({ output2: 'junction' });

      const { by, msg } = await send({ payload: JPEG });

      assert.notEqual(by, 'catch');
      assert.equal(msg.error?.code, 'APIG.0307');
      // A junction hands on in a later turn than the one in which the node was done.
      while (rig.routes[0]?.exits === 0) await new Promise(setImmediate);
      assertOneRouteEach(rig);
    });

    it('no plate is no error', async () => {
      bench.emulator.answer(answers.empty());
      const { send, rig } = await bench.startedFlow({ output2: 'nowhere' });

      const { by } = await send({ payload: JPEG });

      assert.equal(by, 'nothing');
      assert.equal(rig.status?.text, 'license-plate.status.no-plate');
    });
  });
});
