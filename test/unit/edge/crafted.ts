import { crc32, deflateSync } from 'node:zlib';

/** A PNG of 2 × 2 pixels, stored as the header says: its rows, each after its filter byte 0. */
export function craftedPng(
  header: { bits: number; color: number; interlaced?: boolean },
  rows: number[][],
  palette?: number[],
) {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(2, 0);
  size.writeUInt32BE(2, 4);
  size.set([header.bits, header.color, 0, 0, header.interlaced ? 1 : 0], 8);
  const pixels = deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row])));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    ...(palette ? [chunk('PLTE', Uint8Array.from(palette))] : []),
    chunk('IDAT', pixels),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A baseline JPEG of four components and 16 × 16 pixels of one flat color: inks of 0 (none) to 255 (full). */
export function craftedCmykJpeg([cyan, magenta, yellow, black]: [number, number, number, number]): Buffer {
  const components = [1, 2, 3, 4];
  const marker = (code: number, ...data: number[]) => [
    0xff,
    code,
    (data.length + 2) >> 8,
    (data.length + 2) & 255,
    ...data,
  ];
  // As Adobe's programs store inks: inverted.
  const levels = [cyan, magenta, yellow, black].map((ink) => 255 - ink - 128);
  const bits = levels.map((level) => blockBits(level * 8)).join('');
  const rest = components.map(() => blockBits(0)).join('');
  return Buffer.from([
    0xff,
    0xd8,
    ...marker(0xee, ...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0),
    ...marker(0xdb, 0, ...Array.from({ length: 64 }, () => 1)),
    ...marker(0xc0, 8, 0, 16, 0, 16, 4, ...components.flatMap((id) => [id, 0x11, 0])),
    ...marker(
      0xc4,
      0x00,
      0,
      0,
      0,
      12,
      ...Array.from({ length: 12 }, () => 0),
      ...Array.from({ length: 12 }, (_, i) => i),
    ),
    ...marker(0xc4, 0x10, 1, ...Array.from({ length: 15 }, () => 0), 0),
    ...marker(0xda, 4, ...components.flatMap((id) => [id, 0]), 0, 63, 0),
    ...packed(bits + rest.repeat(3)),
    0xff,
    0xd9,
  ]);
}

/** One block with only a mean: the category of its difference in 4 bits, the difference, and the end of the block. */
function blockBits(difference: number): string {
  const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
  const value = difference < 0 ? difference + 2 ** size - 1 : difference;
  return `${size.toString(2).padStart(4, '0') + (size > 0 ? value.toString(2).padStart(size, '0') : '')}0`;
}

function packed(bits: string): number[] {
  const bytes = bits.match(/.{1,8}/g) ?? [];
  return bytes
    .map((byte) => Number.parseInt(byte.padEnd(8, '1'), 2))
    .flatMap((byte) => (byte === 255 ? [255, 0] : [byte]));
}
