import { undecodable } from './undecodable';

/** The tags of baseline TIFF that matter for pixels. TIFF 6.0, Adobe, 1992. */
export const Tag = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripCounts: 279,
  planar: 284,
  predictor: 317,
  palette: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileCounts: 325,
  jpegTables: 347,
} as const;

const KNOWN: ReadonlySet<number> = new Set(Object.values(Tag));

/** Of a field: more than the blocks of the largest picture. */
const MOST_VALUES = 1_000_000;

const TYPE_SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1 };

/** The known whole-number fields of a TIFF's first directory, by tag; of a field given twice the first. */
export type Tags = ReadonlyMap<number, readonly number[]>;

export function readTags(bytes: Uint8Array): { tags: Tags; littleEndian: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  const directory = uint32(view, 4, littleEndian);
  const tags = new Map<number, number[]>();
  const entries = uint16(view, directory, littleEndian);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    const tag = uint16(view, entry, littleEndian);
    // Thousands of fields may name the same megabytes.
    if (!KNOWN.has(tag) || tags.has(tag)) continue;
    const type = uint16(view, entry + 2, littleEndian);
    const count = uint32(view, entry + 4, littleEndian);
    const size = TYPE_SIZES[type];
    if (size === undefined) continue;
    const start = size * count <= 4 ? entry + 8 : uint32(view, entry + 8, littleEndian);
    if (count > MOST_VALUES || start + size * count > bytes.length) throw undecodable('TIFF');
    tags.set(tag, readValues(view, start, size, count, littleEndian));
  }
  return { tags, littleEndian };
}

/** The first value of a field. */
export function one(tags: Tags, tag: number, missing: number): number {
  return tags.get(tag)?.[0] ?? missing;
}

function readValues(
  view: DataView,
  start: number,
  size: number,
  count: number,
  littleEndian: boolean,
): number[] {
  return Array.from({ length: count }, (_, i) => {
    const at = start + i * size;
    if (size === 1) return view.getUint8(at);
    return size === 2 ? view.getUint16(at, littleEndian) : view.getUint32(at, littleEndian);
  });
}

function uint16(view: DataView, at: number, littleEndian: boolean): number {
  if (at + 2 > view.byteLength) throw undecodable('TIFF');
  return view.getUint16(at, littleEndian);
}

function uint32(view: DataView, at: number, littleEndian: boolean): number {
  if (at + 4 > view.byteLength) throw undecodable('TIFF');
  return view.getUint32(at, littleEndian);
}
