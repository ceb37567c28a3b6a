import type { PictureFormat } from './types';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** By magic bytes alone. */
export function formatOf(picture: Buffer): PictureFormat | undefined {
  if (picture.subarray(0, 8).equals(PNG)) return 'png';
  if (picture.length > 2 && picture.readUIntBE(0, 3) === 0xffd8ff) return 'jpeg';
  const start = picture.toString('latin1', 0, 4);
  if (start.startsWith('BM')) return 'bmp';
  if (start === 'II*\0' || start === 'MM\0*') return 'tiff';
  return undefined;
}

/** The size the header states; `undefined` where the header is cut off or makes no sense. */
export function sizeOf(picture: Buffer, format: PictureFormat): Size | undefined {
  try {
    return PARSERS[format](picture);
  } catch {
    // A read past the end: the header is not all there.
    return undefined;
  }
}

const PARSERS: Record<PictureFormat, (picture: Buffer) => Size | undefined> = {
  png(picture) {
    if (picture.toString('latin1', 12, 16) !== 'IHDR') return undefined;
    return { width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) };
  },

  bmp(picture) {
    // The oldest header (12 bytes) has 16-bit sides; later ones may have a negative height for top-down rows.
    if (picture.readUInt32LE(14) === 12) {
      return { width: picture.readUInt16LE(18), height: picture.readUInt16LE(20) };
    }
    return { width: Math.abs(picture.readInt32LE(18)), height: Math.abs(picture.readInt32LE(22)) };
  },

  jpeg(picture) {
    let at = 2;
    while (picture.readUInt8(at) === 0xff) {
      const marker = picture.readUInt8(at + 1);
      if (marker === 0xff) {
        at += 1;
      } else if (marker === 0xd8 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
        at += 2;
      } else if (isFrame(marker)) {
        return { width: picture.readUInt16BE(at + 7), height: picture.readUInt16BE(at + 5) };
      } else if (marker === 0xda || marker === 0xd9) {
        return undefined;
      } else {
        at += 2 + picture.readUInt16BE(at + 2);
      }
    }
    return undefined;
  },

  tiff(picture) {
    const little = picture.readUInt8(0) === 0x49;
    const short = (at: number): number => (little ? picture.readUInt16LE(at) : picture.readUInt16BE(at));
    const long = (at: number): number => (little ? picture.readUInt32LE(at) : picture.readUInt32BE(at));
    const directory = long(4);
    const found = new Map<number, number>();
    for (let i = 0; i < short(directory); i += 1) {
      const entry = directory + 2 + 12 * i;
      found.set(short(entry), short(entry + 2) === 3 ? short(entry + 8) : long(entry + 8));
    }
    const width = found.get(0x100);
    const height = found.get(0x101);
    return width === undefined || height === undefined ? undefined : { width, height };
  },
};

/** Start-of-frame markers: C0–CF but for DHT (C4), JPG (C8) and DAC (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
