import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readHeader } from '#nodes/lib/picture-header';
import { bmp, bmpCore, jpeg, noise, png, tiff } from './headers';

const SIZE = { width: 640, height: 480 };

function sizeOf(bytes: Uint8Array) {
  return readHeader(bytes)?.size;
}

describe('readHeader', () => {
  const whole = { jpeg: jpeg(), png: png(), bmp: bmp(), 'bmp of OS/2': bmpCore(), tiff: tiff() };

  for (const [name, bytes] of Object.entries(whole)) {
    it(`finds no wrong size in a ${name}, wherever it breaks off`, () => {
      for (let length = 0; length < bytes.length; length++) {
        const size = sizeOf(bytes.subarray(0, length));
        assert.ok(size === undefined || (size.width === 640 && size.height === 480), `at ${length}`);
      }
    });

    it(`reads a ${name} in the middle of a larger memory`, () => {
      const memory = Buffer.concat([noise(7), bytes, noise(9)]);
      const view = new Uint8Array(memory.buffer, memory.byteOffset + 7, bytes.length);

      assert.deepEqual(sizeOf(view), SIZE);
    });

    it(`does not look past the end of a ${name} into the memory behind it`, () => {
      const memory = Buffer.from(bytes);

      assert.equal(sizeOf(memory.subarray(0, 8)), undefined);
    });
  }

  it('knows no other formats', () => {
    const others = [
      'GIF89a',
      'RIFF\0\0\0\0WEBPVP8 ',
      '%PDF-1.7',
      '<html>',
      '<svg xmlns=""/>',
      'MM\0+',
      'B',
      '\xff\xd8',
    ];

    for (const text of others) assert.equal(readHeader(Buffer.from(text, 'latin1')), undefined, text);
  });

  it('never throws, whatever the bytes', () => {
    const starts = [
      [],
      [0xff, 0xd8, 0xff],
      [...png().subarray(0, 16)],
      [0x42, 0x4d],
      [...tiff().subarray(0, 4)],
    ];
    const bytes = fc
      .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }))
      .map(([start, rest]) => Uint8Array.from([...start, ...rest]));

    fc.assert(
      fc.property(bytes, (picture) => {
        const size = sizeOf(picture);
        return size === undefined || (size.width >= 0 && size.height >= 0);
      }),
      { numRuns: 2000 },
    );
  });
});
