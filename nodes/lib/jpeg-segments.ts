/** One segment of a JPEG before its first scan. */
export interface Segment {
  /** The second byte of its marker: 0xe1 for APP1. */
  marker: number;
  /** Where its contents begin and where they end, by what it says: the end may lie beyond that of the file. */
  start: number;
  end: number;
}

/** Each round passes a segment or a fill byte; real files have a few dozen before the first scan. */
const MOST_ROUNDS = 1024;

/** ITU-T T.81, annex B: the segments up to the first scan, or as far as they make sense. */
export function* jpegSegments(bytes: Uint8Array): Generator<Segment> {
  let at = 2;
  for (let rounds = 0; rounds < MOST_ROUNDS && at + 4 <= bytes.length; rounds++) {
    const [first, marker = 0, high = 0, low = 0] = bytes.subarray(at, at + 4);
    if (first !== 0xff) return;
    if (marker === 0xff) {
      at += 1;
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
    } else if (marker === 0x00 || marker === 0xd9 || marker === 0xda) {
      // 0 is no marker: a decoder looks for the next one right behind it, so passing a segment could hide the picture.
      return;
    } else {
      const length = (high << 8) | low;
      yield { marker, start: at + 4, end: at + 2 + length };
      if (length < 2) return;
      at += 2 + length;
    }
  }
}

/** Whether a segment is the frame header: SOF0 to 15, which DHT, JPG and DAC are not. */
export function isFrame({ marker }: Segment): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/**
 * Whether the end of the picture has come, and not only that of a preview inside a segment. The work is linear,
 * whatever the bytes are.
 */
export function isWholeJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  let at = 2;
  for (;;) {
    // Within a scan, markers are what is looked for; between segments they follow each other.
    at = bytes.indexOf(0xff, at);
    if (at < 0) return false;
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return true;
    const isAlone = marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += isAlone ? 2 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
}
