import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '#nodes/lib/clock';
import { PlateError } from '#nodes/lib/errors';
import { giveBack, type Lease, plainEncoder, takeEncoder } from '#nodes/lib/huawei/base64';
import { createHuaweiReader, type Surroundings } from '#nodes/lib/huawei/huawei-reader';
import type { PictureBytes } from '#nodes/lib/picture';
import { parseProxy } from '#nodes/lib/proxy';
import type { Reader } from '#nodes/lib/reader';
import { selfSigned } from '../../emulator';
import { noise } from '../headers';
import { ConnectProxy } from './connect-proxy';
import { ANSWER } from './service';

const MB = 1e6;
/** Of the largest, the system takes only a part before somebody reads it. */
const SIZES = [7.4 * MB, 51_000, 7 * MB + 1, 100_801, 700_001, 40_000, 2 * MB + 7, 150_000];
/** Encoders with memory of their own. */
const ALL = 32;
const certificate = selfSigned(['127.0.0.1']);

function pictureOf(bytes: Buffer): PictureBytes {
  return { kind: 'bytes', bytes, format: 'jpeg', width: 640, height: 480 };
}

function digest(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('pictures that are sent side by side', () => {
  const stops: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  async function listen(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
    secure = false,
  ): Promise<string> {
    const server = secure ? createTlsServer(certificate, answer) : createServer(answer);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stops.push(async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    });
    return `${secure ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  function readerOf(origin: string, around: Surroundings = {}): Reader {
    const login = { auth: 'token', projectId: 'p1', token: 'MIIabc' } as const;
    const limits = { concurrency: SIZES.length, callsPerMinute: 0, callsPerDay: 0 };
    const reader = createHuaweiReader({ origin, login, enterpriseProjectId: '', ...limits }, around);
    stops.push(() => reader.close());
    return reader;
  }

  async function proxied(): Promise<Surroundings> {
    const proxy = await ConnectProxy.start();
    stops.push(() => proxy.close());
    return { tls: { ca: certificate.cert }, proxyFor: () => parseProxy(proxy.url, '', '') };
  }

  for (const [way, secure, around] of [
    ['in the clear', false, async () => ({})],
    ['by TLS', true, async () => ({ tls: { ca: certificate.cert } })],
    ['by TLS through a proxy', true, proxied],
  ] as const) {
    it(`arrive as they are, ${way}, where the service is slow to read`, async () => {
      const arrived: string[] = [];
      const origin = await listen((request, response) => {
        const hash = createHash('sha256');
        request.on('data', (piece: Buffer) => {
          hash.update(piece);
          request.pause();
          afterTurns(3, () => request.resume());
        });
        request.pause();
        afterTurns(100, () => request.resume());
        request.on('end', () => {
          arrived.push(hash.digest('hex'));
          response.end(ANSWER);
        });
      }, secure);
      const reader = readerOf(origin, await around());
      // Twice as many as connections, so that memory is used by a second one.
      const pictures = [...SIZES, ...SIZES].map((size, i) => noise(size).fill(i, 0, 1000));

      await Promise.all(pictures.map((bytes) => reader.read(pictureOf(bytes), new AbortController().signal)));

      const sent = pictures.map((bytes) => digest(JSON.stringify({ image: bytes.toString('base64') })));
      assert.deepEqual(arrived.sort(), sent.sort());
    });
  }

  it('leave their memory to the next ones, also where a service that reads nothing hangs up', async () => {
    let calls = 0;
    const origin = await listen((request) => {
      calls++;
      request.pause();
      setImmediate(() => request.socket.destroy());
    });
    const clock = { ...systemClock, wait: () => Promise.resolve() };

    assert.deepEqual(
      await failuresOf(readerOf(origin, { clock })),
      SIZES.map(() => 'NETWORK'),
    );
    assert.equal(calls, 3 * SIZES.length);
    await allBack();
  });

  it('leave their memory to the next ones, also where they are given up', async () => {
    const work = new AbortController();
    let begun = 0;
    const origin = await listen((request) => {
      request.pause();
      if (++begun === SIZES.length) work.abort(new PlateError('TIMEOUT', 'timeout', 'm'));
    });

    assert.deepEqual(
      await failuresOf(readerOf(origin), work.signal),
      SIZES.map(() => 'TIMEOUT'),
    );
    await allBack();
  });

  it('leave their memory to the next ones, also where undici forgets them', async () => {
    // An answer that ends with its connection, before the picture was read, and that connection with a reset.
    const server = createTcpServer((socket) => {
      socket.once('data', () => {
        socket.pause().write('HTTP/1.0 413 x\r\n\r\n', () => afterTurns(3, () => socket.resetAndDestroy()));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stops.push(async () => {
      server.close();
      await once(server, 'close');
    });
    const reader = readerOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

    assert.equal((await failuresOf(reader)).length, SIZES.length);
    await allBack();
  });

  /** Codes with which one picture of each size is not read. */
  async function failuresOf(reader: Reader, signal?: AbortSignal): Promise<string[]> {
    const readings = SIZES.map((size) =>
      reader.read(pictureOf(noise(size)), signal ?? new AbortController().signal),
    );
    const codes = await Promise.all(readings.map((reading) => reading.then(() => 'read', codeOf)));
    await reader.close();
    return codes;
  }
});

function codeOf(error: unknown): string {
  assert.ok(error instanceof PlateError, String(error));
  return error.code;
}

/** So that whoever sends has time to fill what lies between. */
function afterTurns(turns: number, then: () => void): void {
  setImmediate(() => (turns > 0 ? afterTurns(turns - 1, then) : then()));
}

/** Nobody uses an encoder with memory of its own; what was forgotten comes back with the garbage. */
async function allBack(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  for (let turns = 0; countIdle() < ALL && turns < 100; turns++) {
    collectGarbage();
    await turn();
  }
  assert.equal(countIdle(), ALL);
}

function countIdle(): number {
  const taken: Lease[] = [];
  do taken.push(takeEncoder());
  while (taken.at(-1)?.encoder !== plainEncoder);
  for (const lease of taken) giveBack(lease);
  return taken.length - 1;
}
