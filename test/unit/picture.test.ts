import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import { PlateError } from '#nodes/lib/errors';
import { MAX_BYTES, pictureFrom, pictureFromBytes, warningsFor } from '#nodes/lib/picture';
import { bmp, bmpCore, jpeg, noise, png, tiff } from './headers';
import { refusal } from './refusal';

describe('a picture as bytes', () => {
  for (const [format, bytes] of Object.entries({ jpeg: jpeg(), png: png(), bmp: bmp(), tiff: tiff() })) {
    it(`is known as ${format}, with its sides, and stays the same Buffer`, () => {
      const picture = pictureFrom(bytes);

      assert.ok(picture.kind === 'bytes');
      assert.deepEqual([picture.format, picture.width, picture.height], [format, 640, 480]);
      assert.equal(picture.bytes, bytes);
    });

    it(`is refused as a damaged ${format}, wherever its header breaks off`, () => {
      const cut = format === 'tiff' ? 10 : 4;
      for (let length = 1; length < cut; length++) {
        assert.equal(refusal(bytes.subarray(0, length)).code, 'BAD_FORMAT', `at ${length}`);
      }
      for (let length = cut; length < bytes.length; length++) {
        try {
          pictureFrom(bytes.subarray(0, length));
        } catch (error) {
          assert.ok(
            error instanceof PlateError && error.code === 'BAD_FORMAT',
            `at ${length}: ${String(error)}`,
          );
        }
      }
    });
  }

  it('may be any Uint8Array, a view into a larger memory too', () => {
    const memory = Buffer.concat([noise(5), png(), noise(5)]);
    const view = new Uint8Array(memory.buffer, memory.byteOffset + 5, png().length);
    const picture = pictureFrom(view);

    assert.ok(picture.kind === 'bytes');
    assert.equal(picture.bytes, view);
    assert.equal(picture.width, 640);
  });

  it('may come from a function node, whose Uint8Array is another one than ours', () => {
    const context = createContext({ list: [...png()] });
    const foreign: unknown = runInContext('Uint8Array.from(list)', context);
    const picture = pictureFrom(foreign);

    assert.ok(picture.kind === 'bytes');
    assert.equal(picture.width, 640);
  });

  it('is never written to', () => {
    for (const bytes of [jpeg(), png(), bmp(), bmpCore(), tiff(), tiff({ endian: 'big', type: 'long' })]) {
      const before = Buffer.from(bytes);

      pictureFrom(bytes);

      assert.deepEqual(bytes, before);
    }
  });

  it('may weigh 7,500,000 bytes and not one more', () => {
    const most = Buffer.alloc(7_500_000);
    png().copy(most);
    const tooMany = Buffer.alloc(7_500_001);
    png().copy(tooMany);

    assert.equal(MAX_BYTES, 7_500_000);
    assert.throws(() => pictureFromBytes(tooMany), { message: /has 7\.6 MB; at most 7\.5 MB/ });
    assert.equal(most.toString('base64').length, 10_000_000);
    assert.equal(pictureFrom(most).kind, 'bytes');
    assert.equal(refusal(tooMany).code, 'BAD_SIZE');
  });

  for (const [width, height, allowed] of [
    [15, 15, true],
    [8192, 8192, true],
    [15, 8192, true],
    [14, 15, false],
    [15, 14, false],
    [8193, 15, false],
    [15, 8193, false],
    [0, 480, false],
    [640, 0, false],
  ] as const) {
    it(`${allowed ? 'may' : 'may not'} have ${width} × ${height} pixels`, () => {
      for (const bytes of [
        jpeg({ width, height }),
        png(width, height),
        bmp(width, height),
        tiff({ width, height }),
      ]) {
        if (allowed) {
          assert.equal(pictureFrom(bytes).kind, 'bytes');
        } else {
          const error = refusal(bytes);
          assert.equal(error.code, 'BAD_SIZE');
          assert.match(error.message, new RegExp(`${width} × ${height}`));
          const isTooSmall = Math.min(width, height) < 15;
          assert.match(
            error.hint?.['en-US'] ?? '',
            isTooSmall ? /raise the resolution/ : /lower the resolution/,
          );
        }
      }
    });
  }

  it('has a remark above 4096 pixels, and none up to there', () => {
    const most = pictureFromBytes(png(4096, 4096));
    const wide = pictureFromBytes(png(4097, 15));
    const high = pictureFromBytes(png(15, 8192));

    assert.deepEqual(warningsFor(most), []);
    assert.deepEqual(warningsFor({ kind: 'url', url: 'https://example.com/a.jpg' }), []);
    for (const picture of [wide, high]) {
      assert.equal(warningsFor(picture).length, 1);
      assert.match(warningsFor(picture)[0] ?? '', /4096/);
    }
  });
});

describe('a picture as text', () => {
  const digits = png().toString('base64');

  for (const [name, text] of Object.entries({
    base64: digits,
    'base64 between blanks': `\n ${digits}\n`,
    'base64 with line breaks': (digits.match(/.{1,8}/g) ?? []).join('\r\n'),
    'base64 without padding': digits.replace(/=+$/, ''),
    'a data: URI': `data:image/png;base64,${digits}`,
    'a data: URI in capitals': `DATA:IMAGE/PNG;BASE64,${digits}`,
    'a data: URI with line breaks': `data:image/png;base64,${(digits.match(/.{1,8}/g) ?? []).join('\n')}\n`,
    'a data: URI of a wrong type': `data:image/svg+xml;base64,${digits}`,
  })) {
    it(`may be ${name}`, () => {
      const picture = pictureFrom(text);

      assert.ok(picture.kind === 'bytes');
      assert.deepEqual(Buffer.from(picture.bytes), png());
    });
  }

  it('may have 10,000,000 digits and not one byte more', () => {
    const bytes = Buffer.alloc(7_500_001);
    png().copy(bytes);
    const most = bytes.subarray(0, -1).toString('base64');
    const tooMany = bytes.toString('base64');

    assert.equal(pictureFrom(most).kind, 'bytes');
    assert.equal(pictureFrom(most.replace(/.{76}/g, '$&\r\n')).kind, 'bytes');
    assert.equal(pictureFrom(`data:image/png;base64,${most}`).kind, 'bytes');
    assert.equal(refusal(tooMany).code, 'BAD_SIZE');
    assert.equal(refusal(`data:image/png;base64,${tooMany}`).code, 'BAD_SIZE');
    assert.equal(refusal('A'.repeat(20_000_000)).code, 'BAD_SIZE');
  });

  for (const [text, url] of [
    ['http://example.com/a.jpg', 'http://example.com/a.jpg'],
    ['  https://example.com/a.jpg\n', 'https://example.com/a.jpg'],
    ['HTTPS://Example.COM/A.jpg?x=1#y', 'https://example.com/A.jpg?x=1#y'],
    ['https://example.com/车牌.jpg', 'https://example.com/%E8%BD%A6%E7%89%8C.jpg'],
    [
      'https://bucket.obs.cn-north-4.myhuaweicloud.com/a%20b.jpg?Expires=1',
      'https://bucket.obs.cn-north-4.myhuaweicloud.com/a%20b.jpg?Expires=1',
    ],
  ] as const) {
    it(`may be the URL ${text.trim()}`, () => {
      assert.deepEqual(pictureFrom(text), { kind: 'url', url });
    });
  }
});
