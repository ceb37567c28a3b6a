import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PlateError } from '#nodes/lib/errors';
import { plainEncoder } from '#nodes/lib/huawei/base64';
import { giveBack, type Lease, takeEncoder } from '#nodes/lib/huawei/encoders';
import type { Surroundings } from '#nodes/lib/huawei/huawei-reader';
import { parseProxy } from '#nodes/lib/proxy';
import type { Reader } from '#nodes/lib/reader';
import { selfSigned } from '../../emulator';
import { noise } from '../headers';
import { ConnectProxy } from './connect-proxy';
import { ANSWER, Bench, pictureWith } from './service';

const MB = 1e6;
/** Of the largest, the system takes only a part before somebody reads it. */
const SIZES = [7.4 * MB, 51_000, 7 * MB + 1, 100_801, 700_001, 40_000, 2 * MB + 7, 150_000];
/** Encoders with memory of their own. */
const ALL = 32;
const certificate = selfSigned(['127.0.0.1']);

function digest(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('pictures that are sent side by side', () => {
  let bench: Bench;
  let proxy: ConnectProxy;

  beforeEach(async () => {
    bench = new Bench();
    proxy = await ConnectProxy.start();
  });

  afterEach(async () => {
    await bench.close();
    await proxy.close();
  });

  function readerOf(origin: string, around?: Surroundings): Reader {
    return bench.reader(origin, { concurrency: SIZES.length }, around);
  }

  const tls = { ca: certificate.cert };
  for (const [way, secure, around] of [
    ['in the clear', false, () => ({})],
    ['by TLS', true, () => ({ tls })],
    ['by TLS through a proxy', true, () => ({ tls, proxyFor: () => parseProxy(proxy.url) })],
  ] as const) {
    it(`arrive as they are, ${way}, where the service is slow to read`, async () => {
      const arrived: string[] = [];
      const listener: RequestListener = (request, response) => {
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
      };
      const origin = await (secure ? bench.https(certificate, listener) : bench.http(listener));
      const reader = readerOf(origin, around());
      // Twice as many as connections, so that memory is used by a second one.
      const pictures = [...SIZES, ...SIZES].map((size, i) => noise(size).fill(i, 0, 1000));

      await Promise.all(
        pictures.map((bytes) => reader.read(pictureWith(bytes), new AbortController().signal)),
      );

      const sent = pictures.map((bytes) => digest(JSON.stringify({ image: bytes.toString('base64') })));
      assert.deepEqual(arrived.sort(), sent.sort());
    });
  }

  it('leave their memory to the next ones, also where a service that reads nothing hangs up', async () => {
    let calls = 0;
    const origin = await bench.http((request) => {
      calls++;
      request.pause();
      setImmediate(() => request.socket.destroy());
    });

    assert.deepEqual(
      await failuresOf(readerOf(origin)),
      SIZES.map(() => 'NETWORK'),
    );
    assert.equal(calls, 3 * SIZES.length);
    await allBack();
  });

  it('leave their memory to the next ones, also where they are given up', async () => {
    const work = new AbortController();
    let begun = 0;
    const origin = await bench.http((request) => {
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
    const origin = await bench.tcp((socket) => {
      socket.once('data', () => {
        socket.pause().write('HTTP/1.0 413 x\r\n\r\n', () => afterTurns(3, () => socket.resetAndDestroy()));
      });
    });

    assert.ok(!(await failuresOf(readerOf(origin))).includes('read'));
    await allBack();
  });

  /** Codes with which one picture of each size is not read. */
  async function failuresOf(reader: Reader, signal?: AbortSignal): Promise<string[]> {
    const readings = SIZES.map((size) =>
      reader.read(pictureWith(noise(size)), signal ?? new AbortController().signal),
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
