import assert from 'node:assert/strict';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { MAX_BYTES } from '#nodes/lib/picture';
import { bmpOf, jpegHeader, noise, pngOf, tiffOf } from '../../emulator/pictures';
import { JPEG } from './camera';
import { assertFails, fetchAnswer, fetchFrom, Rig } from './rig';

describe('a download', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

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
      const picture = await fetchAnswer(rig, bytes, { 'content-type': 'text/html' });

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
      const picture = await fetchAnswer(rig, compress(JPEG), { 'content-encoding': encoding });

      assert.ok(JPEG.equals(picture.bytes));
    });
  }

  for (const encoding of ['binary', 'none', '8bit', 'utf-8']) {
    it(`reads what is not encoded at all, though the camera says ${encoding}`, async () => {
      const picture = await fetchAnswer(rig, JPEG, { 'content-encoding': encoding });

      assert.ok(JPEG.equals(picture.bytes));
    });
  }

  it('names the login page that came instead, whatever encoding it claims', async () => {
    const fetched = fetchAnswer(rig, '<html>login</html>', { 'content-encoding': 'utf-8' });

    await assertFails(fetched, { code: 'BAD_FORMAT', message: /web page/, statusCode: 200 });
  });

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
    const picture = await fetchAnswer(rig, jpegHeader(640, 480, MAX_BYTES));

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

      const fetched = fetchAnswer(rig, bomb, { 'content-encoding': 'gzip' });

      await assertFails(fetched, { message: /too large/, statusCode: 200 });
    });
  });
});
