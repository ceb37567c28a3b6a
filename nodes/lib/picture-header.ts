import { isFrame, jpegSegments } from './jpeg-segments';

export type PictureFormat = 'jpeg' | 'png' | 'bmp' | 'tiff';

export interface PictureHeader {
  format: PictureFormat;
  /** Pixels as stored; `undefined` where the header ends or lies before it names them. */
  size: { width: number; height: number } | undefined;
}

/**
 * What the first bytes say: format by magic number, sides from the header. Nothing is decoded, and the work is
 * bounded whatever the bytes are (image-size walks an 8 MB JPEG of noise byte by byte, which stops the event loop).
 * `undefined` where no supported format begins so.
 */
export function readHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [format, { starts, size }] of FORMATS) {
    if (starts.some((magic) => magic.every((byte, i) => bytes[i] === byte))) {
      return { format, size: within(view, size) };
    }
  }
  return undefined;
}

type Size = { width: number; height: number };
interface Format {
  starts: number[][];
  size: (view: DataView) => Size | undefined;
}

const FORMATS = Object.entries({
  jpeg: { starts: [[0xff, 0xd8, 0xff]], size: jpegSize },
  png: { starts: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]], size: pngSize },
  bmp: { starts: [[0x42, 0x4d]], size: bmpSize },
  tiff: {
    starts: [
      [0x49, 0x49, 0x2a, 0x00],
      [0x4d, 0x4d, 0x00, 0x2a],
    ],
    size: tiffSize,
  },
} satisfies Record<PictureFormat, Format>) as [PictureFormat, Format][];

/** A DataView throws where the bytes end: a truncated header is a picture without a size. */
function within(view: DataView, size: (view: DataView) => Size | undefined): Size | undefined {
  try {
    return size(view);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** ITU-T T.81, B.2.2: the frame header. */
function jpegSize(view: DataView): Size | undefined {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (const segment of jpegSegments(bytes)) {
    if (!isFrame(segment)) continue;
    return { height: view.getUint16(segment.start + 1), width: view.getUint16(segment.start + 3) };
  }
  return undefined;
}

/** RFC 2083: the IHDR chunk comes first. */
function pngSize(view: DataView): Size | undefined {
  if (view.getUint32(12) !== 0x49484452) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Bytes of the headers that follow the file header: core, info, V2 to V5, and the two of OS/2. */
const BMP_HEADERS = [12, 16, 40, 52, 56, 64, 108, 124];

/** BITMAPCOREHEADER (12 bytes) holds 16-bit sides; later headers 32-bit ones, a negative height meaning top-down. */
function bmpSize(view: DataView): Size | undefined {
  const header = view.getUint32(14, true);
  if (!BMP_HEADERS.includes(header)) return undefined;
  if (header === 12) {
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}

/** TIFF 6.0: tags 256 (width) and 257 (length) of the first image file directory, as SHORT or LONG. */
function tiffSize(view: DataView): Size | undefined {
  const little = view.getUint8(0) === 0x49;
  const directory = view.getUint32(4, little);
  const entries = Math.min(view.getUint16(directory, little), 512);
  const sides = new Map<number, number>();
  for (let i = 0; i < entries && sides.size < 2; i++) {
    const entry = directory + 2 + 12 * i;
    const tag = view.getUint16(entry, little);
    if (tag !== 256 && tag !== 257) continue;
    const short = view.getUint16(entry + 2, little) === 3;
    sides.set(tag, short ? view.getUint16(entry + 8, little) : view.getUint32(entry + 8, little));
  }
  const width = sides.get(256);
  const height = sides.get(257);
  return width === undefined || height === undefined ? undefined : { width, height };
}
