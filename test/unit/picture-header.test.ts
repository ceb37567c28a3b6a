import assert from 'node:assert/strict';
import { readHeader } from '#nodes/lib/picture-header';
import { bmp, bmpCore, jpeg, noise, png, segment, tiff } from './headers';

const SIZE = { width: 640, height: 480 };

function sizeOf(bytes: Uint8Array) {
  return readHeader(bytes)?.size;
}

/** How many times the header reader looks into the bytes: a bound that does not depend on how busy the machine is. */
function countReads(bytes: Buffer): number {
  let reads = 0;
  const names = ['getUint8', 'getUint16', 'getUint32', 'getInt32'] as const;
  const originals = names.map((name) => DataView.prototype[name]);
  for (const [i, name] of names.entries()) {
    const original = originals[i];
    DataView.prototype[name] = function (this: DataView, at: number, little?: boolean) {
      reads++;
      return original?.call(this, at, little) ?? 0;
    };
  }
  try {
    readHeader(bytes);
  } finally {
    for (const [i, name] of names.entries()) {
      const original = originals[i];
      if (original) DataView.prototype[name] = original;
    }
  }
  return reads;
}
describe('the header of a JPEG', () => {
  it('names width and height in the frame header', () => {
    assert.deepEqual(readHeader(jpeg()), { format: 'jpeg', size: SIZE });
  });

  for (const sof of [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]) {
    it(`is read at marker ${sof.toString(16)}`, () => {
      assert.deepEqual(sizeOf(jpeg({ sof })), SIZE);
    });
  }

  for (const marker of [0xc4, 0xc8, 0xcc]) {
    it(`is not mistaken for marker ${marker.toString(16)}, which is no frame header`, () => {
      const before = segment(marker, Buffer.from([8, 0, 1, 0, 2, 0, 0]));

      assert.deepEqual(sizeOf(jpeg({ before })), SIZE);
    });
  }

  it('may stand behind fill bytes', () => {
    assert.deepEqual(sizeOf(jpeg({ before: Buffer.alloc(50, 0xff) })), SIZE);
  });

  it('may stand behind markers without a length', () => {
    const before = Buffer.from([0xff, 0xd0, 0xff, 0xd7, 0xff, 0x01]);

    assert.deepEqual(sizeOf(jpeg({ before })), SIZE);
  });

  it('may stand behind large segments: a preview in EXIF, profiles, quantization tables', () => {
    const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), noise(65_000)]));
    const profile = segment(0xe2, noise(65_533));
    const before = Buffer.concat([
      exif,
      profile,
      profile,
      segment(0xdb, Buffer.alloc(65)),
      segment(0xfe, Buffer.alloc(0)),
    ]);

    assert.deepEqual(sizeOf(jpeg({ before })), SIZE);
  });

  it('is not read behind what is no marker, where a decoder would find another picture', () => {
    const before = segment(0x00, jpeg({ width: 60_000, height: 60_000 }).subarray(2));

    assert.equal(sizeOf(jpeg({ before })), undefined);
  });

  it('does not take a preview inside EXIF for the picture', () => {
    const before = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), jpeg({ width: 160, height: 120 })]));

    assert.deepEqual(sizeOf(jpeg({ before })), SIZE);
  });

  for (const [what, before] of Object.entries({
    'the picture ends first': Buffer.from([0xff, 0xd9]),
    'the scan comes first': segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    'a segment has the length 0': Buffer.from([0xff, 0xe0, 0, 0]),
    'a segment has the length 1': Buffer.from([0xff, 0xe0, 0, 1]),
    'there is something else than a marker': Buffer.from([0xff, 0xe0, 0, 2, 0x00]),
    'a segment is longer than the file': Buffer.from([0xff, 0xe0, 0xff, 0xff]),
  })) {
    it(`names no size where ${what}`, () => {
      assert.deepEqual(readHeader(jpeg({ before })), { format: 'jpeg', size: undefined });
    });
  }

  it('takes bounded work, whatever 8 MB follow', () => {
    const hostile = [
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), noise(8_000_000)]),
      Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(8_000_000, 0xff)]),
      Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(8_000_000, Buffer.from([0xff, 0xd0]))]),
      Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(8_000_000, Buffer.from([0xff, 0xe0, 0, 2]))]),
    ];
    const reads = hostile.map((bytes) => countReads(bytes));

    assert.ok(Math.max(...reads) <= 5000, `${reads.join(', ')} bytes were looked at`);
  });
});

describe('the header of a PNG', () => {
  it('names width and height in IHDR', () => {
    assert.deepEqual(readHeader(png()), { format: 'png', size: SIZE });
  });

  it('keeps sides over 31 bits positive', () => {
    assert.deepEqual(sizeOf(png(0xffffffff, 0x80000000)), { width: 0xffffffff, height: 0x80000000 });
  });

  it('names no size where another chunk comes first', () => {
    assert.deepEqual(readHeader(png(640, 480, 'CgBI')), { format: 'png', size: undefined });
  });
});

describe('the header of a BMP', () => {
  for (const headerSize of [40, 52, 56, 108, 124]) {
    it(`is read with a header of ${headerSize} bytes`, () => {
      assert.deepEqual(readHeader(bmp(640, 480, headerSize)), { format: 'bmp', size: SIZE });
    });
  }

  it('may list its rows from the top down', () => {
    assert.deepEqual(sizeOf(bmp(640, -480)), SIZE);
  });

  it('may be the 12-byte header of OS/2, with 16-bit sides', () => {
    assert.deepEqual(sizeOf(bmpCore(640, 480)), SIZE);
    assert.deepEqual(sizeOf(bmpCore(40_000, 50_000)), { width: 40_000, height: 50_000 });
  });
});

describe('the header of a TIFF', () => {
  for (const endian of ['little', 'big'] as const) {
    for (const type of ['short', 'long'] as const) {
      it(`is read in ${endian}-endian with ${type} sides`, () => {
        assert.deepEqual(readHeader(tiff({ endian, type })), { format: 'tiff', size: SIZE });
      });
    }

    it(`may end the file, as cameras write it (${endian}-endian)`, () => {
      assert.deepEqual(sizeOf(tiff({ endian, directory: 100_000 })), SIZE);
    });
  }

  it('may name its sides in any order, behind other tags', () => {
    assert.deepEqual(sizeOf(tiff({ tags: [254, 255, 257, 258, 259, 256] })), SIZE);
  });

  for (const tags of [[], [256], [257], [254, 258]]) {
    it(`names no size with the tags [${tags.join(', ')}]`, () => {
      assert.deepEqual(readHeader(tiff({ tags })), { format: 'tiff', size: undefined });
    });
  }

  it('names no size where its directory lies outside the file', () => {
    assert.equal(sizeOf(tiff({ directory: 5000 }).subarray(0, 4000)), undefined);
  });
});
