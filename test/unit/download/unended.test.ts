import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { useFakeTimers } from 'sinon';
import { partsOfPicture } from '#nodes/lib/download/whole-picture';
import { jpegHeader } from '../../emulator/pictures';
import { Camera } from './camera';
import { assertFails, fetchFrom, Rig } from './rig';

/** Without a mark of its end in the middle, as the noise of others may have. */
const JPEG = jpegHeader(640, 480);
const OK = 'HTTP/1.1 200 OK\r\n';
const PIECE = Buffer.concat([Buffer.from(`${JPEG.length.toString(16)}\r\n`), JPEG, Buffer.from('\r\n')]);

describe('a picture whose answer has no proper end', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  const answers: [what: string, head: string, body: Buffer, hangsUp: boolean][] = [
    ['no length, and the connection stays open', OK, JPEG, false],
    [
      'a length that is too large, and the connection stays open',
      `${OK}Content-Length: 999\r\n`,
      JPEG,
      false,
    ],
    ['a length that is too large, and the camera hangs up', `${OK}Content-Length: 999\r\n`, JPEG, true],
    ['no last chunk', `${OK}Transfer-Encoding: chunked\r\n`, PIECE, false],
    ['no last chunk, and the camera hangs up', `${OK}Transfer-Encoding: chunked\r\n`, PIECE, true],
  ];
  for (const [what, head, body, hangsUp] of answers) {
    it(`is read when it has come to its own end: ${what}`, async () => {
      const camera = await rig.saying(Buffer.concat([Buffer.from(`${head}\r\n`), body]), hangsUp);

      const picture = await fetchFrom(rig.downloader(), camera.origin);

      assert.ok(JPEG.equals(picture.bytes));
      await camera.deserted();
    });
  }

  it('is read when it was compressed', async () => {
    const body = gzipSync(JPEG).subarray(0, -8);
    const camera = await rig.saying(
      Buffer.concat([Buffer.from(`${OK}Content-Encoding: gzip\r\n\r\n`), body]),
      false,
    );

    const picture = await fetchFrom(rig.downloader(), camera.origin);

    assert.ok(JPEG.equals(picture.bytes));
  });

  it('is waited for in silence as long as it lacks its own end', async () => {
    const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const camera = new PassThrough();
      const end = JPEG.length - 1;
      camera.write(JPEG.subarray(0, end));
      const parts = partsOfPicture(camera, () => JPEG.subarray(0, end));
      assert.deepEqual((await parts.next()).value, JPEG.subarray(0, end));
      const next = parts.next();

      await clock.tickAsync(60_000);
      camera.write(JPEG.subarray(end));

      assert.deepEqual(await next, { done: false, value: JPEG.subarray(end) });
    } finally {
      clock.restore();
    }
  });

  it('is a broken one where the camera hangs up in its middle', async () => {
    const half = JPEG.subarray(0, -1).toString('latin1');
    const camera = await rig.saying(Buffer.from(`${OK}Content-Length: 999\r\n\r\n${half}`, 'latin1'));

    const fetched = fetchFrom(rig.downloader(), camera.origin);

    await assertFails(fetched, { message: /broke off/, retryable: true, statusCode: 200 });
  });
});

describe('an answer on the way to a picture that has no proper end', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  for (const length of ['', 'Content-Length: 999\r\n']) {
    it(`costs no more than its connection: a 401 with ${length.trim() || 'no length'}`, async () => {
      const camera = rig.keep(
        await Camera.raw((socket) => {
          socket.on('data', (request) => {
            const hasLogin = request.includes('authorization: Basic');
            socket.write(hasLogin ? `${OK}Content-Length: ${JPEG.length}\r\n\r\n` : asking(length));
            if (hasLogin) socket.write(JPEG);
          });
        }),
      );

      const picture = await fetchFrom(rig.downloader({ user: 'admin', password: 'secret' }), camera.origin);

      assert.ok(JPEG.equals(picture.bytes));
      await camera.deserted();
    });
  }

  it('costs no more than its connection: a redirect with no length', async () => {
    const camera = rig.keep(
      await Camera.raw((socket) => {
        socket.on('data', (request) => {
          const isThere = request.includes('GET /there');
          socket.write(isThere ? `${OK}Content-Length: ${JPEG.length}\r\n\r\n` : MOVED);
          if (isThere) socket.write(JPEG);
        });
      }),
    );

    const picture = await fetchFrom(rig.downloader(), camera.origin);

    assert.ok(JPEG.equals(picture.bytes));
  });

  const MOVED = 'HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\nmoved';

  function asking(length: string): string {
    return `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="cam"\r\n${length}\r\n<html>401`;
  }
});
