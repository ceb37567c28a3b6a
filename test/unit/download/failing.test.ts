import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { DOWNLOAD_HINTS } from '#nodes/lib/download/hints';
import { noise } from '../../emulator/pictures';
import { refusedUrl } from '../../emulator/ports';
import { Camera, JPEG } from './camera';
import { assertFails, failureOf, fetchAnswer, fetchFrom, Rig } from './rig';

describe('a download that does not succeed', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  const statuses: [status: number, retryable: boolean, message: RegExp][] = [
    [403, false, /answered 403: this user/],
    [404, false, /answered 404: it knows no such path/],
    [408, true, /answered 408\./],
    [429, true, /asked too often/],
    [500, true, /trouble of its own/],
    [503, true, /busy/],
    [304, false, /answered 304/],
    [302, false, /answered 302/],
  ];
  for (const [statusCode, retryable, message] of statuses) {
    it(`says that ${statusCode} came`, async () => {
      const camera = await rig.camera((_request, response) => response.writeHead(statusCode).end());

      await assertFails(fetchFrom(rig.downloader(), camera.origin), { message, statusCode, retryable });
      assert.equal(camera.requests.length, 1);
    });
  }

  it('does not wait for the rest of an error page', async () => {
    const camera = await rig.camera((_request, response) => {
      response.writeHead(500).write('<html>');
    });

    await assertFails(fetchFrom(rig.downloader(), camera.origin), {
      message: /500/,
      statusCode: 500,
      retryable: true,
    });
    await camera.deserted();
  });

  it('names nothing as nothing, which may be a picture the next time', async () => {
    await assertFails(fetchAnswer(rig, ''), {
      message: /without a picture/,
      statusCode: 200,
      retryable: true,
    });
  });

  it('names an encoding that it cannot undo, and one that is broken', async () => {
    const zstd = Buffer.concat([Buffer.from('28b52ffd', 'hex'), noise(600)]);
    await assertFails(fetchAnswer(rig, zstd, { 'content-encoding': 'zstd' }), {
      message: /compressed in a way that cannot be read/,
      statusCode: 200,
    });
    await assertFails(fetchAnswer(rig, JPEG, { 'content-encoding': 'gzip' }), {
      message: /broken/,
      statusCode: 200,
    });
    await assertFails(fetchAnswer(rig, gzipSync(JPEG).subarray(0, -20), { 'content-encoding': 'gzip' }), {
      message: /broken/,
      statusCode: 200,
    });
  });

  const lies: [what: string, answer: string, message: RegExp, retryable: boolean, statusCode?: number][] = [
    [
      'promises more than comes',
      'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n\xff\xd8\xff',
      /broke off/,
      true,
      200,
    ],
    [
      'breaks off a chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\n\xff',
      /broke off/,
      true,
      200,
    ],
    ['breaks off its headers', 'HTTP/1.1 200 OK\r\nContent-', /broke off/, true],
    ['says nothing at all', '', /broke off/, true],
    ['speaks no HTTP', 'SSH-2.0-dropbear\r\n', /does not speak HTTP/, false],
    ['counts in words', 'HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\n', /not speak HTTP/, false],
    [
      'sends 20 KB of headers',
      `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      /too many headers/,
      false,
    ],
  ];
  for (const [what, answer, message, retryable, statusCode] of lies) {
    it(`tells of a camera that ${what}`, async () => {
      const camera = await rig.saying(Buffer.from(answer, 'latin1'));

      const fetched = fetchFrom(rig.downloader(), camera.origin);

      await assertFails(fetched, { message, retryable, ...(statusCode && { statusCode }) });
    });
  }

  for (const [what, head] of [
    ['ends its lines by LF alone', 'HTTP/1.1 200 OK\nContent-Length: 3\n\n'],
    ['announces its length twice', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n'],
  ] as const) {
    it(`says how to get at a camera whose HTTP is not strict: one that ${what}`, async () => {
      const camera = await rig.saying(`${head}abc`);

      const { code, hint } = await failureOf(fetchFrom(rig.downloader(), camera.origin));

      assert.deepEqual([code, hint], ['DOWNLOAD_FAILED', DOWNLOAD_HINTS['strict-http']]);
    });
  }

  it('tells of a reset in the middle', async () => {
    const camera = rig.keep(
      await Camera.raw((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n', () => socket.resetAndDestroy());
        });
      }),
    );

    const { origin } = camera;

    await assert.rejects(fetchFrom(rig.downloader(), origin), { code: 'DOWNLOAD_FAILED', retryable: true });
  });

  it('tells of a port where nobody listens', async () => {
    const fetched = fetchFrom(rig.downloader(), await refusedUrl());

    await assertFails(fetched, { message: /refused the connection \(ECONNREFUSED\)/, retryable: true });
  });

  for (const url of ['ftp://cam/a.jpg', 'rtsp://cam/stream', 'file:///etc/passwd']) {
    it(`refuses ${url}`, async () => {
      await assertFails(fetchFrom(rig.downloader(), url), {
        code: 'BAD_INPUT',
        message: /http:\/\/ or https:\/\//,
      });
    });
  }

  for (const url of [
    '',
    'camera',
    'http://',
    'http://[fe80::1%25eth0]/',
    'http://1.2.3.256/',
    'http://a b/',
  ]) {
    it(`refuses "${url}"`, async () => {
      await assertFails(fetchFrom(rig.downloader(), url), { code: 'BAD_INPUT', message: /cannot be read/ });
    });
  }
});
