/** Deterministic bytes that no compressor likes; `seed` makes another series. */
export function noise(bytes: number, seed = 1): Buffer {
  const out = Buffer.allocUnsafe(bytes);
  let x = seed | 0 || 1;
  for (let i = 0; i < bytes; i += 1) {
    // xorshift32
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    out[i] = x;
  }
  return out;
}

/** Pads a header with noise to `bytes`; what follows a header is never looked at. */
function pad(head: Buffer, bytes: number): Buffer {
  return bytes > head.length ? Buffer.concat([head, noise(bytes - head.length)]) : head;
}

/** A JPEG down to its frame header: JFIF, one SOF0, start of scan, noise. Not decodable. */
export function jpegHeader(width: number, height: number, bytes = 0): Buffer {
  const jfif = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  const frame = Buffer.from('ffc00011080000000003012200021101031101', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const scan = Buffer.from('ffda000c03010002110311003f00', 'hex');
  return Buffer.concat([pad(Buffer.concat([jfif, frame, scan]), bytes - 2), Buffer.from('ffd9', 'hex')]);
}

/** A PNG signature and IHDR, then noise. Not decodable. */
export function pngOf(width: number, height: number, bytes = 0): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return pad(head, Math.max(bytes, head.length + 4));
}

/** A 24-bit BMP header, then noise for pixels. */
export function bmpOf(width: number, height: number, bytes = 0): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(Math.max(bytes, 54), 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return pad(head, bytes);
}

/** A TIFF with one directory that holds only width and height, then noise. */
export function tiffOf(width: number, height: number, bytes = 0, order: 'II' | 'MM' = 'II'): Buffer {
  const head = Buffer.alloc(8 + 2 + 2 * 12 + 4);
  const little = order === 'II';
  const short = (value: number, at: number): number =>
    little ? head.writeUInt16LE(value, at) : head.writeUInt16BE(value, at);
  const long = (value: number, at: number): number =>
    little ? head.writeUInt32LE(value, at) : head.writeUInt32BE(value, at);
  head.write(order, 'latin1');
  short(42, 2);
  long(8, 4);
  short(2, 8);
  const LONG = 4;
  for (const [index, [tag, value]] of [[0x100, width] as const, [0x101, height] as const].entries()) {
    const at = 10 + 12 * index;
    short(tag, at);
    short(LONG, at + 2);
    long(1, at + 4);
    long(value, at + 8);
  }
  return pad(head, bytes);
}
