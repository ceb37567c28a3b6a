import { jpegSegments } from '../../jpeg-segments';
import type { PictureFormat } from '../../picture-header';
import { type Orientation, UPRIGHT } from './orientation';

const ORIENTATION_TAG = 0x0112;
const EXIF_HEADER = 'Exif\0\0';
const APP1 = 0xe1;

/** The orientation that a picture states; upright where it states none. */
export function orientationOf(bytes: Uint8Array, format: PictureFormat): Orientation {
  if (format === 'jpeg') return jpegOrientation(bytes);
  return format === 'tiff' ? tiffOrientation(bytes) : UPRIGHT;
}

/** The orientation a JPEG's Exif segment states; upright where there is none or it is damaged. */
function jpegOrientation(bytes: Uint8Array): Orientation {
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (marker === APP1 && isExif(bytes.subarray(start, start + 6))) {
      return tiffOrientation(bytes.subarray(start + 6, end));
    }
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
