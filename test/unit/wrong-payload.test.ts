import assert from 'node:assert/strict';
import { bmp, jpeg, noise, png } from './headers';
import { refusal } from './refusal';

describe('a wrong payload', () => {
  for (const [name, value, code, said] of [
    ['nothing', undefined, 'BAD_INPUT', /nothing/],
    ['null', null, 'BAD_INPUT', /null/],
    ['a number', 42, 'BAD_INPUT', /number/],
    ['not a number', Number.NaN, 'BAD_INPUT', /number/],
    ['a flag', true, 'BAD_INPUT', /boolean/],
    ['an object', { image: 'x' }, 'BAD_INPUT', /object/],
    ['a serialized Buffer', JSON.parse(JSON.stringify(Buffer.from('x'))), 'BAD_INPUT', /object/],
    ['an array', [1, 2], 'BAD_INPUT', /array/],
    ['a function', () => 1, 'BAD_INPUT', /function/],
    ['a symbol', Symbol('x'), 'BAD_INPUT', /symbol/],
    ['a big integer', 1n, 'BAD_INPUT', /bigint/],
    ['an ArrayBuffer', new ArrayBuffer(8), 'BAD_INPUT', /object/],
    ['an empty Buffer', Buffer.alloc(0), 'BAD_INPUT', /empty/],
    ['empty text', '', 'BAD_INPUT', /text/],
    ['blank text', ' \n ', 'BAD_INPUT', /text/],
    ['prose', 'There is no picture here.', 'BAD_INPUT', /text/],
    ['the path of a file', '/home/pi/snapshot.jpg', 'BAD_INPUT', /text/],
    ['a text file', Buffer.from('hello, world\n'), 'BAD_FORMAT', /JPEG, PNG, BMP or TIFF/],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00'), 'BAD_FORMAT', /JPEG, PNG, BMP or TIFF/],
    ['a JPEG read as UTF-8 text', jpeg().toString('utf8'), 'BAD_INPUT', /text/],
    ['a JPEG whose header breaks off', jpeg().subarray(0, 20), 'BAD_FORMAT', /JPEG/],
    ['a BMP of 0 × 0', bmp(0, 0), 'BAD_SIZE', /0 × 0/],
    ['a PNG of 9000 px', png(9000, 9000), 'BAD_SIZE', /9000/],
    ['8 MB of noise', noise(8_000_000), 'BAD_SIZE', /8\.0 MB/],
    ['7 MB of noise', noise(7_000_000), 'BAD_FORMAT', /JPEG, PNG, BMP or TIFF/],
    [
      '7 MB of noise that begin like a JPEG',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), noise(7_000_000)]),
      'BAD_FORMAT',
      /JPEG/,
    ],
    ['ftp://', 'ftp://example.com/a.jpg', 'BAD_INPUT', /not ftp:/],
    ['file://', 'file:///etc/passwd', 'BAD_INPUT', /not file:/],
    ['rtsp://', 'rtsp://10.0.0.5/stream', 'BAD_INPUT', /not rtsp:/],
    ['a URL without a host', 'http://', 'BAD_INPUT', /URL/],
    ['a URL of a megabyte', `https://example.com/${'a'.repeat(1e6)}`, 'BAD_INPUT', /over 8192 characters/],
    ['a URL with a broken port', 'https://example.com:99999/', 'BAD_INPUT', /URL/],
    ['a data: URI of text', 'data:text/plain;base64,aGVsbG8=', 'BAD_INPUT', /data:image/],
    ['a data: URI without base64', 'data:image/png,abc', 'BAD_INPUT', /data:image/],
    ['a data: URI with broken base64', 'data:image/png;base64,@@@@', 'BAD_INPUT', /base64/],
    ['a data: URI with one digit too many', 'data:image/png;base64,AAAAA', 'BAD_INPUT', /base64/],
    ['an empty data: URI', 'data:image/png;base64,', 'BAD_INPUT', /base64/],
    ['a data: URI of something else', 'data:image/png;base64,aGVsbG8=', 'BAD_FORMAT', /JPEG, PNG/],
    [
      'base64 with = in its middle',
      `${png().toString('base64').slice(0, 8)}=${'A'.repeat(7)}`,
      'BAD_INPUT',
      /text/,
    ],
  ] as const) {
    it(`is refused with ${code}: ${name}`, () => {
      const error = refusal(value);

      assert.equal(error.code, code);
      assert.match(error.message, said);
    });
  }

  for (const [name, value, said, hint] of [
    [
      'a login page',
      Buffer.from('<!DOCTYPE html><html>'),
      /a web page \(HTML\), not a JPEG, PNG/,
      /snapshot URL/,
    ],
    ['a login page as text', '<html><body>Please log in', /web page \(HTML\)/, /snapshot URL/],
    ['an answer in XML', Buffer.from('<?xml version="1.0"?><ResponseStatus/>'), /XML/, /snapshot URL/],
    ['an answer in JSON', Buffer.from('{"error": 1}'), /JSON/, /snapshot URL/],
    ['an answer in words', Buffer.from('Not authorized\r\n'), /text, not a JPEG/, /snapshot URL/],
    ['a video stream', Buffer.from('--frame\r\nContent-Type: image/jpeg\r\n'), /MJPEG/, /snapshot URL/],
    [
      'a WebP',
      Buffer.from('RIFF\x00\x00\x00\x00WEBPVP8 ', 'latin1'),
      /a WebP picture, not a JPEG/,
      /to JPEG/,
    ],
    ['a HEIC', Buffer.from('\x00\x00\x00\x20ftypheic', 'latin1'), /an AVIF or HEIC picture/, /to JPEG/],
    [
      'a data: URI of a GIF',
      `data:image/gif;base64,${btoa('GIF89a\x01\x00')}`,
      /a GIF, not a JPEG/,
      /to JPEG/,
    ],
    ['a picture read as text', jpeg().toString('utf8'), /read as text/, /binary buffer/],
    ['a picture read as Latin text', jpeg().toString('latin1'), /read as text/, /binary buffer/],
    ['the path of a file', '/home/pi/snapshot.jpg', /text/, /read file node/],
    ['the path of a file on Windows', 'C:\\gate\\car 1.PNG', /text/, /read file node/],
    ['an address without http://', '192.168.1.64/snapshot.jpg', /text that is neither/, /http\(s\) URL/],
    ['the URL of a file', 'file:///home/pi/car.jpg', /not file:/, /read file node/],
    ['a video stream by URL', 'rtsp://10.0.0.5/stream', /not rtsp:/, /snapshot URL/],
    ['ftp://', 'ftp://10.0.0.5/a.jpg', /not ftp:/, /http\(s\) URL/],
  ] as const) {
    it(`is called what it is, with what to do about it: ${name}`, () => {
      const error = refusal(value);

      assert.match(error.message, said);
      assert.match(error.hint?.['en-US'] ?? '', hint);
    });
  }

  it('never shows up in the message', () => {
    const secret = 'hunter2';

    for (const value of [
      `ftp://user:${secret}@host/`,
      `http://user:${secret}@:80/`,
      `my ${secret}!`,
      { secret },
    ]) {
      assert.ok(!refusal(value).message.includes(secret));
    }
  });

  it('does not fill the message, however long a word stands before ://', () => {
    const { code, message } = refusal(`${'a'.repeat(1e6)}://`);

    assert.deepEqual([code, message.length < 200], ['BAD_INPUT', true]);
  });
});
