/** First bytes of pictures, written by the standards: as much as names the sides, and nothing of the picture itself. */

type Endian = 'little' | 'big';

export interface JpegParts {
  width?: number;
  height?: number;
  /** Marker of the frame header: 0xc0 is baseline, 0xc2 progressive. */
  sof?: number;
  /** What stands between the start of the picture and its frame header. */
  before?: Buffer;
}

export function jpeg({ width = 640, height = 480, sof = 0xc0, before = app0() }: JpegParts = {}): Buffer {
  const frame = Buffer.from([0xff, sof, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), before, frame]);
}

/** A marker segment: its length counts the two bytes that name it. */
export function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

function app0(): Buffer {
  return segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'));
}

export function png(width = 640, height = 480, firstChunk = 'IHDR'): Buffer {
  const bytes = Buffer.alloc(33);
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
  bytes.writeUInt32BE(13, 8);
  bytes.write(firstChunk, 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** BITMAPINFOHEADER or a later one; a negative height stands for rows from the top down. */
export function bmp(width = 640, height = 480, headerSize = 40): Buffer {
  const bytes = Buffer.alloc(14 + headerSize);
  bytes.write('BM', 'latin1');
  bytes.writeUInt32LE(headerSize, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  return bytes;
}

/** BITMAPCOREHEADER of OS/2: 16-bit sides. */
export function bmpCore(width = 640, height = 480): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.write('BM', 'latin1');
  bytes.writeUInt32LE(12, 14);
  bytes.writeUInt16LE(width, 18);
  bytes.writeUInt16LE(height, 20);
  return bytes;
}

export interface TiffParts {
  width?: number;
  height?: number;
  endian?: Endian;
  type?: 'short' | 'long';
  /** Offset of the first image file directory: 8 where it follows the header. */
  directory?: number;
  /** Tags of the directory, in this order; 256 and 257 are the sides. */
  tags?: number[];
}

export function tiff(parts: TiffParts = {}): Buffer {
  const { width = 640, height = 480, endian = 'little', type = 'short', directory = 8 } = parts;
  const { tags = [254, 256, 257, 258] } = parts;
  const bytes = Buffer.alloc(directory + 2 + 12 * tags.length + 4);
  const little = endian === 'little';
  const u16 = (value: number, at: number) =>
    little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
  const u32 = (value: number, at: number) =>
    little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
  bytes.write(little ? 'II' : 'MM', 'latin1');
  u16(42, 2);
  u32(directory, 4);
  u16(tags.length, directory);
  for (const [i, tag] of tags.entries()) {
    const at = directory + 2 + 12 * i;
    const value = tag === 256 ? width : tag === 257 ? height : 1;
    u16(tag, at);
    u16(type === 'short' ? 3 : 4, at + 2);
    u32(1, at + 4);
    if (type === 'short') u16(value, at + 8);
    else u32(value, at + 8);
  }
  return bytes;
}

/** Bytes without order, the same in every run. */
export function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 0x2545f491;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
