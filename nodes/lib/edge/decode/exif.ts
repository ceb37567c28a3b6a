import type { PictureFormat } from '../../picture';
import { type Orientation, UPRIGHT } from './orientation';

const ORIENTATION_TAG = 0x0112;
const EXIF_HEADER = 'Exif\0\0';
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;
/** Exif is the first or second segment; a picture of nothing but segments must not take long. */
const MOST_SEGMENTS = 100;

/** The orientation that a picture states; upright where it states none. */
export function orientationOf(bytes: Uint8Array, format: PictureFormat): Orientation {
  if (format === 'jpeg') return jpegOrientation(bytes);
  return format === 'tiff' ? tiffOrientation(bytes) : UPRIGHT;
}

/** The orientation a JPEG's Exif segment states; upright where there is none or it is damaged. */
function jpegOrientation(bytes: Uint8Array): Orientation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2, segment = 0; segment < MOST_SEGMENTS && at + 4 <= bytes.length; segment++) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === START_OF_SCAN) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === APP1 && isExif(bytes.subarray(at + 4, at + 10))) {
      return tiffOrientation(bytes.subarray(at + 10, end));
    }
    at = end;
  }
  return UPRIGHT;
}

function isExif(header: Uint8Array): boolean {
  return String.fromCharCode(...header) === EXIF_HEADER;
}

/** The orientation tag in the first directory of a TIFF structure, which Exif shares. */
function tiffOrientation(bytes: Uint8Array): Orientation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) return UPRIGHT;
  const little = bytes[0] === 0x49;
  const directory = view.getUint32(4, little);
  if (directory + 2 > bytes.length) return UPRIGHT;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > bytes.length) break;
    if (view.getUint16(entry, little) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : UPRIGHT;
  }
  return UPRIGHT;
}
