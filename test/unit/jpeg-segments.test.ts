import assert from 'node:assert/strict';
import { isWholeJpeg } from '#nodes/lib/jpeg-segments';
import { jpegHeader, noise, pngOf } from '../emulator/pictures';

describe('the end of a JPEG', () => {
  const SCAN = 'ffda000c03010002110311003f00';
  const PREVIEW = 'ffe10008ffd8ffd90000';

  function jpegOf(...parts: string[]): Buffer {
    return Buffer.from(`ffd8${parts.join('')}`, 'hex');
  }

  const whole: [what: string, bytes: Buffer][] = [
    ['one scan', jpegOf(SCAN, '12ff0034', 'ffd9')],
    ['restart markers, and fill bytes before the end', jpegOf(SCAN, '12ffd034ffd156', 'ffffffd9')],
    ['tables between two scans', jpegOf(SCAN, '12', 'ffc40004ffd9', SCAN, '34', 'ffd9')],
    ['something behind the end', jpegOf(SCAN, '12', 'ffd9', '0d0a')],
  ];
  for (const [what, bytes] of whole) {
    it(`has come: ${what}`, () => {
      assert.ok(isWholeJpeg(bytes));
    });
  }

  const parts: [what: string, bytes: Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['half a scan', jpegOf(SCAN, '12ff0034')],
    ['the first byte of the mark', jpegOf(SCAN, '12ff')],
    ['a preview that ends', jpegOf(PREVIEW, SCAN, '12')],
    ['a preview at the very end of what came', jpegOf('ffe10020ffd8ffd9')],
    ['another format', Buffer.concat([pngOf(9, 9), Buffer.from('ffd9', 'hex')])],
  ];
  for (const [what, bytes] of parts) {
    it(`has not come: ${what}`, () => {
      assert.equal(isWholeJpeg(bytes), false);
    });
  }

  it('is found in no beginning of a picture that is cut off anywhere', () => {
    const picture = Buffer.concat([jpegOf(PREVIEW, SCAN), noise(300).map((byte) => byte & 0x7f), jpegEnd()]);

    const ends = Array.from({ length: picture.length + 1 }, (_, length) => picture.subarray(0, length));

    assert.deepEqual(
      ends.filter(isWholeJpeg).map(({ length }) => length),
      [picture.length],
    );
  });

  it('is looked for in linear time, whatever the bytes are', function () {
    this.timeout(2000);
    const fill = Buffer.alloc(7_500_000, 0xff);
    fill[1] = 0xd8;

    assert.equal(isWholeJpeg(fill), false);
    assert.equal(isWholeJpeg(jpegHeader(640, 480)), true);
  });

  function jpegEnd(): Buffer {
    return Buffer.from('ffd9', 'hex');
  }
});
