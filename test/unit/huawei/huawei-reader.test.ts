import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { PlateError } from '#nodes/lib/errors';
import { HINTS } from '#nodes/lib/hints';
import type { Picture } from '#nodes/lib/picture';
import type { Reader } from '#nodes/lib/reader';
import { Bench, bodyOf, pictureOf } from './service';

const NEVER = new AbortController().signal;
const PLATE = { plate_number: '京A12345', plate_color: 'blue', plate_location: [], confidence: 0.9 };
const ANSWER = JSON.stringify({ result: [PLATE] });

async function failure(reader: Reader, picture: Picture = pictureOf(), signal = NEVER): Promise<PlateError> {
  const error: unknown = await reader.read(picture, signal).then(
    () => assert.fail('the picture was read'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PlateError, String(error));
  return error;
}

describe('the reader of Huawei Cloud', () => {
  let bench: Bench;

  beforeEach(() => {
    bench = new Bench();
  });

  afterEach(() => bench.close());

  describe('sends a request', () => {
    async function requestOf(picture: Picture, options = {}) {
      const seen: { line: string; headers: IncomingHttpHeaders; body: string }[] = [];
      const origin = await bench.http((request, response) => {
        void bodyOf(request).then((body) => {
          seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
          response.setHeader('X-Request-Id', 'r1').end(ANSWER);
        });
      });
      const reading = await bench.reader(origin, options).read(picture, NEVER);
      assert.equal(seen.length, 1);
      const [request] = seen;
      assert.ok(request);
      return { ...request, reading };
    }

    it('as the document says, and takes the answer', async () => {
      const picture = pictureOf(200_000);
      const { line, headers, body, reading } = await requestOf(picture);

      assert.equal(line, 'POST /v2/p1/ocr/license-plate');
      assert.equal(headers['content-type'], 'application/json');
      assert.equal(headers['x-auth-token'], 'MIIabc');
      assert.equal(headers['content-length'], String(Buffer.byteLength(body)));
      assert.ok(!('transfer-encoding' in headers));
      assert.ok(!('enterprise-project-id' in headers));
      assert.deepEqual(JSON.parse(body), { image: Buffer.from(picture.bytes).toString('base64') });
      assert.deepEqual(reading, { engine: 'huawei', plates: [PLATE], attempts: 1, requestId: 'r1' });
    });

    it('with a URL for the service to fetch', async () => {
      const { body } = await requestOf({ kind: 'url', url: 'https://example.com/a%20b.jpg' });

      assert.deepEqual(JSON.parse(body), { url: 'https://example.com/a%20b.jpg' });
    });

    it('for an enterprise project where one is set', async () => {
      const { headers } = await requestOf(pictureOf(), { enterpriseProjectId: 'ep-1' });

      assert.equal(headers['enterprise-project-id'], 'ep-1');
    });

    it('with a project id that cannot change the path', async () => {
      const { line } = await requestOf(pictureOf(), { projectId: '../x?y#z 京' });

      assert.equal(line, 'POST /v2/..%2Fx%3Fy%23z%20%E4%BA%AC/ocr/license-plate');
    });

    it('with a token of 30 KB, and takes answer headers of 100 KB', async () => {
      const token = 'M'.repeat(30_000);
      const origin = await bench.http((request, response) => {
        request.resume();
        response.setHeader('X-Long', 'x'.repeat(100_000));
        response.setHeader('X-Request-Id', String(request.headers['x-auth-token']?.length));
        response.end(ANSWER);
      });

      assert.equal((await bench.reader(origin, { token }).read(pictureOf(), NEVER)).requestId, '30000');
    });

    it('on the connection of the last one', async () => {
      const ports = new Set<number | undefined>();
      const origin = await bench.http((request, response) => {
        ports.add(request.socket.remotePort);
        request.resume().on('end', () => response.end(ANSWER));
      });
      const reader = bench.reader(origin, { concurrency: 1 });
      for (let i = 0; i < 5; i++) await reader.read(pictureOf(), NEVER);

      assert.equal(ports.size, 1);
    });
  });

  describe('refuses a URL that the service must not see, without a call', () => {
    for (const url of [
      'http://user:hunter2@example.com/a.jpg',
      'http://user@example.com/a.jpg',
      'http://127.0.0.1/a.jpg',
      'http://localhost/a.jpg',
      'http://10.0.0.5/a.jpg',
      'http://192.168.1.10/snapshot.jpg',
      'http://169.254.169.254/latest/meta-data',
      'http://[::ffff:10.0.0.1]/a.jpg',
      'http://0xa000001/a.jpg',
    ]) {
      it(url.replace('hunter2', '***'), async () => {
        let calls = 0;
        const origin = await bench.http((_request, response) => {
          calls++;
          response.end(ANSWER);
        });
        const error = await failure(bench.reader(origin), { kind: 'url', url: new URL(url).href });

        assert.deepEqual([error.code, error.category, error.attempts, calls], ['BAD_INPUT', 'input', 0, 0]);
        assert.equal(error.hint, HINTS['fetch-here']);
        assert.ok(!error.message.includes('hunter2'));
      });
    }
  });

  describe('reports an answer that is none', () => {
    for (const [name, raw, code] of [
      ['something else than HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'BAD_ANSWER'],
      ['headers over 128 KiB', `HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(140_000)}\r\n\r\n`, 'BAD_ANSWER'],
      ['a body that breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"result"', 'NETWORK'],
      ['chunks that break off', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"res', 'NETWORK'],
      ['nothing', '', 'NETWORK'],
    ] as const) {
      it(`as ${code}: ${name}`, async () => {
        const origin = await bench.tcp((socket: Socket) => {
          socket.once('data', () => socket.end(raw));
        });
        const error = await failure(bench.reader(origin));

        assert.equal(error.code, code);
        assert.equal(error.category, code === 'NETWORK' ? 'network' : 'service');
        assert.equal(error.retryable, code === 'NETWORK');
        assert.equal(error.attempts, 1);
      });
    }

    it('as NETWORK, with the word of the system: nobody listens', async () => {
      const error = await failure(bench.reader(await bench.nobody()));

      assert.deepEqual([error.code, error.category, error.retryable], ['NETWORK', 'network', true]);
      assert.match(error.message, /ECONNREFUSED/);
      assert.equal(error.hint, HINTS.NETWORK);
    });

    it('as NETWORK, with a hint at the name: no such host', async () => {
      // Too long for a name: answered by this machine, without asking anybody.
      const error = await failure(bench.reader(`http://${'x'.repeat(64)}.invalid`));

      assert.equal(error.code, 'NETWORK');
      assert.equal(error.hint, HINTS['network-name']);
    });

    it('as BAD_ANSWER, after 1 MiB: an endless one', async () => {
      const origin = await bench.http((request, response) => {
        request.resume();
        response.setHeader('X-Request-Id', 'r1');
        const pour = () => {
          while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'x')));
        };
        response.on('drain', pour);
        pour();
      });
      const error = await failure(bench.reader(origin));

      assert.deepEqual([error.code, error.statusCode, error.requestId], ['BAD_ANSWER', 200, 'r1']);
    });

    it('not at 1 MiB to the byte', async () => {
      const origin = await bench.http((request, response) => {
        request.resume().on('end', () => response.end(ANSWER.padEnd(1024 * 1024 - 2)));
      });

      assert.equal((await bench.reader(origin).read(pictureOf(), NEVER)).plates.length, 1);
    });

    it('with its code, also where it comes before the whole picture was sent', async () => {
      const origin = await bench.http((_request, response) => {
        response.writeHead(413, { connection: 'close' });
        response.end('{"error_code":"APIG.0201","error_msg":"Request entity too large"}');
      });
      const error = await failure(bench.reader(origin), pictureOf(7_000_000));

      assert.deepEqual([error.code, error.category, error.statusCode], ['APIG.0201', 'input', 413]);
    });

    it('and reads the next one', async () => {
      let calls = 0;
      const origin = await bench.http((request, response) => {
        request.resume().on('end', () => {
          if (++calls === 1) request.socket.destroy();
          else response.end(ANSWER);
        });
      });
      const reader = bench.reader(origin);
      assert.equal((await failure(reader)).code, 'NETWORK');

      assert.equal((await reader.read(pictureOf(), NEVER)).plates.length, 1);
      assert.equal(calls, 2);
    });
  });

  describe('stops', () => {
    it('without a call where it was told to before', async () => {
      const reason = new PlateError('TIMEOUT', 'timeout', 'm');
      const reader = bench.reader(await bench.nobody());

      assert.equal(await failure(reader, pictureOf(), AbortSignal.abort(reason)), reason);
    });

    for (const [name, weight, begin] of [
      ['while it waits for the answer', 100, ''],
      ['while it sends the picture', 7_400_000, ''],
      ['in the middle of the answer', 100, 'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"result"'],
    ] as const) {
      it(`with the reason it is given, ${name}, and hangs up`, async () => {
        const reason = new PlateError('TIMEOUT', 'timeout', 'm');
        const work = new AbortController();
        const hungUp = new Promise<void>((resolve) => {
          void bench
            .tcp((socket) => {
              socket.on('close', () => resolve());
              socket.once('data', () => {
                if (begin) socket.resume().write(begin);
                else socket.pause();
                setImmediate(() => {
                  work.abort(reason);
                  socket.resume();
                });
              });
            })
            .then(async (origin) => {
              assert.equal(await failure(bench.reader(origin), pictureOf(weight), work.signal), reason);
              assert.equal(reason.attempts, 1);
            });
        });

        await hungUp;
      });
    }

    it('at once when it closes, whatever is in flight', async () => {
      let opened = () => {};
      const arrived = new Promise<void>((resolve) => {
        opened = resolve;
      });
      const origin = await bench.tcp((socket) => {
        socket.once('data', () => opened());
      });
      const reader = bench.reader(origin);
      const reading = failure(reader);
      await arrived;
      await reader.close();

      assert.equal((await reading).category, 'network');
      assert.equal((await failure(reader)).category, 'network');
    });
  });

  it('opens as many connections as pictures may be in work, and no more', async () => {
    const ports = new Set<number | undefined>();
    const origin = await bench.http((request, response) => {
      ports.add(request.socket.remotePort);
      request.resume().on('end', () => setImmediate(() => response.end(ANSWER)));
    });
    const reader = bench.reader(origin, { concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, () => reader.read(pictureOf(), NEVER)));

    assert.equal(ports.size, 3);
  });
});
