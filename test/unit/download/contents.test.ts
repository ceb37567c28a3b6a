import assert from 'node:assert/strict';
import { HINTS } from '#nodes/lib/hints';
import { noise, pngOf } from '../../emulator/pictures';
import { JPEG } from './camera';
import { assertFails, failureOf, fetchAnswer, fetchFrom, Rig } from './rig';

describe('a download of something else', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

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
      const fetched = fetchAnswer(rig, body, { 'content-type': 'image/jpeg' });

      await assertFails(fetched, { code: 'BAD_FORMAT', message, statusCode: 200 });
    });
  }

  for (const [what, begins, hint] of [
    ['WebP', 'RIFF\x00\x00\x00\x00WEBPVP8 ', 'other-format'],
    ['a login page', '<html><body>Please log in', 'snapshot-url'],
    ['noise', noise(100_000).toString('latin1'), 'snapshot-url'],
  ] as const) {
    it(`says what to do about ${what}`, async () => {
      const error = await failureOf(fetchAnswer(rig, Buffer.from(begins, 'latin1')));

      assert.equal(error.hint, HINTS[hint]);
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
    await assertFails(fetchAnswer(rig, JPEG.subarray(0, 22)), { code: 'BAD_FORMAT', message: /damaged/ });
    await assertFails(fetchAnswer(rig, pngOf(8, 8)), { code: 'BAD_SIZE', message: /8 × 8/ });
  });
});
