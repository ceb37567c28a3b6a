import assert from 'node:assert/strict';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { MAX_BYTES } from '#nodes/lib/picture';
import { bmpOf, jpegHeader, noise, pngOf, tiffOf } from '../../emulator/pictures';
import { refusedUrl } from '../../emulator/ports';
import { Camera, JPEG } from './camera';
import { assertFails, fetchFrom, Rig } from './rig';

describe('a download', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  /** Answers 200 with these headers and bytes. */
  async function fetchAnswer(body: Buffer | string, headers: Record<string, string> = {}) {
    const camera = await rig.camera((_request, response) => response.writeHead(200, headers).end(body));
    return fetchFrom(rig.downloader(), `${camera.origin}/snap.jpg?channel=1`);
  }

  it('gives the bytes with format and size, and asks for path and query', async () => {
    const camera = await rig.camera();

    const picture = await fetchFrom(rig.downloader(), `${camera.origin}/snap.jpg?channel=1#top`);

    assert.ok(JPEG.equals(picture.bytes));
    assert.deepEqual(
      { ...picture, bytes: 0 },
      { kind: 'bytes', format: 'jpeg', width: 640, height: 480, bytes: 0 },
    );
    assert.equal(camera.requests[0]?.url, '/snap.jpg?channel=1');
    assert.equal(camera.requests[0]?.headers.host, new URL(camera.origin).host);
  });

  for (const [format, bytes] of Object.entries({
    png: pngOf(99, 99),
    bmp: bmpOf(99, 99),
    tiff: tiffOf(99, 99),
  })) {
    it(`knows ${format} by its bytes, whatever it is called`, async () => {
      const picture = await fetchAnswer(bytes, { 'content-type': 'text/html' });

      assert.equal(picture.format, format);
    });
  }

  for (const [encoding, compress] of Object.entries({
    gzip: gzipSync,
    'X-GZIP': gzipSync,
    deflate: deflateSync,
    br: brotliCompressSync,
    identity: (bytes: Buffer) => bytes,
  })) {
    it(`undoes the content encoding ${encoding}`, async () => {
      const picture = await fetchAnswer(compress(JPEG), { 'content-encoding': encoding });

      assert.ok(JPEG.equals(picture.bytes));
    });
  }

  it('reads bodies without a length: chunked, and until the connection ends', async () => {
    const camera = await rig.camera((_request, response) => {
      response.write(JPEG.subarray(0, 3));
      response.end(JPEG.subarray(3));
    });
    const old = await rig.saying(Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\n\r\n'), JPEG]));

    const pictures = [
      await fetchFrom(rig.downloader(), camera.origin),
      await fetchFrom(rig.downloader(), old.origin),
    ];

    for (const { bytes } of pictures) assert.ok(JPEG.equals(bytes));
  });

  it('reads a picture of exactly the largest size', async () => {
    const picture = await fetchAnswer(jpegHeader(640, 480, MAX_BYTES));

    assert.equal(picture.bytes.length, MAX_BYTES);
  });

  describe('that is too large', () => {
    const large = jpegHeader(640, 480, MAX_BYTES + 1);

    it('is refused by its announced length, before a byte of it', async () => {
      const camera = await rig.saying(`HTTP/1.1 200 OK\r\nContent-Length: ${MAX_BYTES + 1}\r\n\r\n`, false);

      await assertFails(fetchFrom(rig.downloader(), camera.origin), {
        message: /too large/,
        statusCode: 200,
      });
      await camera.deserted();
    });

    it('is refused once so much came, and the camera is rid of us', async () => {
      let ended = false;
      const camera = await rig.camera((_request, response) => {
        response.write(large.subarray(0, 1000));
        response.once('close', () => {
          ended = true;
        });
        const flood = (): void => {
          while (!ended && response.write(noise(65536)));
          if (!ended) response.once('drain', flood);
        };
        flood();
      });

      await assertFails(fetchFrom(rig.downloader(), camera.origin), {
        message: /too large/,
        statusCode: 200,
      });
      await camera.deserted();
    });

    it('is refused when it unpacks to so much', async () => {
      const bomb = gzipSync(Buffer.concat([JPEG, Buffer.alloc(50_000_000)]));

      const fetched = fetchAnswer(bomb, { 'content-encoding': 'gzip' });

      await assertFails(fetched, { message: /too large/, statusCode: 200 });
    });
  });

  describe('of something else', () => {
    const PAGE = '\ufeff\n<!-- login --><!DOCTYPE html><html><title>Web Service</title></html>';
    const others: [what: string, body: Buffer | string, message: RegExp][] = [
      ['a login page', '<html><body>Please log in', /web page \(HTML\).*login/],
      ['a page behind comments', PAGE, /web page \(HTML\)/],
      ['a page of 100 KB', PAGE + ' '.repeat(100_000), /web page \(HTML\)/],
      ['XML', '<?xml version="1.0"?><ResponseStatus/>', /XML/],
      ['JSON', '{"error": 1}', /JSON/],
      ['text', 'Error: camera offline', /text/],
      ['a GIF', 'GIF89a\x01\x00', /GIF/],
      ['WebP', Buffer.from('RIFF\x00\x00\x00\x00WEBPVP8 ', 'latin1'), /WebP/],
      ['AVIF', Buffer.from('\x00\x00\x00\x20ftypavif', 'latin1'), /AVIF/],
      ['MP4', Buffer.from('\x00\x00\x00\x20ftypisom', 'latin1'), /video/],
      ['noise', noise(100_000), /no picture/],
    ];
    for (const [what, body, message] of others) {
      it(`says that ${what} came`, async () => {
        const fetched = fetchAnswer(body, { 'content-type': 'image/jpeg' });

        await assertFails(fetched, { code: 'BAD_FORMAT', message, statusCode: 200 });
      });
    }

    it('says that a video stream came, without waiting for its next picture', async () => {
      const camera = await rig.camera((_request, response) => {
        response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=frame' });
        response.write('\r\n--frame\r\nContent-Type: image/jpeg\r\n\r\n');
      });

      const fetched = fetchFrom(rig.downloader(), camera.origin);

      await assertFails(fetched, { code: 'BAD_FORMAT', message: /video stream/, statusCode: 200 });
      await camera.deserted();
    });

    it('says what is wrong with a damaged or tiny picture', async () => {
      await assertFails(fetchAnswer(JPEG.subarray(0, 22)), { code: 'BAD_FORMAT', message: /damaged/ });
      await assertFails(fetchAnswer(pngOf(8, 8)), { code: 'BAD_SIZE', message: /8 × 8/ });
    });
  });

  describe('that does not succeed', () => {
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

    it('names nothing as nothing', async () => {
      await assertFails(fetchAnswer(''), { message: /without a picture/, statusCode: 200 });
    });

    it('names an encoding that it cannot undo, and one that is broken', async () => {
      await assertFails(fetchAnswer(JPEG, { 'content-encoding': 'zstd' }), {
        message: /compressed/,
        statusCode: 200,
      });
      await assertFails(fetchAnswer(JPEG, { 'content-encoding': 'gzip' }), {
        message: /broken/,
        statusCode: 200,
      });
      await assertFails(fetchAnswer(gzipSync(JPEG).subarray(0, -20), { 'content-encoding': 'gzip' }), {
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
});
