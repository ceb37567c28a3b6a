import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { PlateError } from '#nodes/lib/errors';
import { HINTS } from '#nodes/lib/hints';
import { ANSWER, Bench, failure, NEVER, pictureOf } from './service';

describe('the reader of Huawei Cloud', () => {
  let bench: Bench;

  beforeEach(() => {
    bench = new Bench();
  });

  afterEach(() => bench.close());

  describe('reports an answer that is none', () => {
    for (const [name, raw, code] of [
      ['something else than HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'BAD_ANSWER'],
      ['headers over 128 KiB', `HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(140_000)}\r\n\r\n`, 'BAD_ANSWER'],
      ['an unasked continue', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n', 'BAD_ANSWER'],
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
        assert.equal(error.attempts, name === 'nothing' ? 3 : 1);
      });
    }

    it('as NETWORK, with the word of the system and the host: nobody listens', async () => {
      const origin = await bench.nobody();
      const error = await failure(bench.reader(origin));

      assert.deepEqual([error.code, error.category, error.retryable], ['NETWORK', 'network', true]);
      assert.equal(error.message, `${new URL(origin).host} could not be reached (ECONNREFUSED).`);
      assert.match(inspect(error.cause), /ECONNREFUSED/);
      assert.equal(error.hint, HINTS.NETWORK);
    });

    it('as NETWORK, with a hint at the certificate: whoever answers does not speak TLS', async () => {
      const origin = await bench.tcp((socket) => {
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      });
      const error = await failure(bench.reader(origin.replace('http:', 'https:')));

      assert.deepEqual([error.code, error.category, error.retryable], ['NETWORK', 'network', false]);
      assert.equal(error.hint, HINTS['network-certificate']);
    });

    it('as NETWORK, with a hint at the name: no such host', async () => {
      // Too long for a name: answered by this machine, without asking anybody.
      const error = await failure(bench.reader(`http://${'x'.repeat(64)}.invalid`));

      assert.equal(error.code, 'NETWORK');
      assert.equal(error.hint, HINTS['network-name']);
    });

    it('as NETWORK, with a hint at the proxy: no host of its name', async () => {
      const proxyFor = () => ({ url: `http://${'x'.repeat(64)}.invalid:3128` });
      const error = await failure(bench.reader('https://ocr.example.com', {}, { proxyFor }));

      assert.match(error.message, /^The proxy could not be reached \(E[A-Z_]+\)\.$/);
      assert.equal(error.hint, HINTS['silent-proxy']);
    });

    it('as the bug it is: a request that cannot even be sent', async () => {
      const reader = bench.reader(await bench.nobody(), { token: 'a\nb' });

      await assert.rejects(reader.read(pictureOf(), NEVER), (error) => !(error instanceof PlateError));
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

    it('as BAD_ANSWER over 1 MiB, to the byte', async () => {
      const answer = Buffer.concat([Buffer.from(ANSWER), Buffer.alloc(1024 * 1024, ' ')]);
      let length = 1024 * 1024;
      const origin = await bench.http((request, response) => {
        request.resume().on('end', () => response.end(answer.subarray(0, length)));
      });

      assert.equal((await bench.reader(origin).read(pictureOf(), NEVER)).plates.length, 1);
      length += 1;
      assert.equal((await failure(bench.reader(origin))).code, 'BAD_ANSWER');
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
          if (++calls <= 3) request.socket.destroy();
          else response.end(ANSWER);
        });
      });
      const reader = bench.reader(origin);
      assert.equal((await failure(reader)).code, 'NETWORK');

      assert.equal((await reader.read(pictureOf(), NEVER)).plates.length, 1);
      assert.equal(calls, 4);
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

    it('at once with the reason it is given, while a connection is still being made', async () => {
      const reason = new PlateError('TIMEOUT', 'timeout', 'm');
      const work = new AbortController();
      // Accepts the connection, and says nothing to the handshake.
      const origin = await bench.tcp((socket) => socket.once('data', () => work.abort(reason)));

      const reader = bench.reader(origin.replace('http:', 'https:'));
      let ended: unknown;

      void failure(reader, pictureOf(), work.signal).then((error) => {
        ended = error;
      });

      await once(work.signal, 'abort');
      await turn();
      assert.equal(ended, reason);
    });

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

      const { code, message, retryable, attempts } = await reading;
      assert.deepEqual([code, retryable, attempts], ['NETWORK', true, 1]);
      assert.match(message, /service node was deployed anew/);
      assert.equal((await failure(reader)).attempts, 1);
    });
  });
});
