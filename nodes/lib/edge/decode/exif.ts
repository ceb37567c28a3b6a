import { type Orientation, UPRIGHT } from './orientation';

const ORIENTATION_TAG = 0x0112;
const EXIF_HEADER = 'Exif\0\0';
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;

/** The orientation a JPEG's Exif segment states; upright where there is none or it is damaged. */
export function jpegOrientation(bytes: Uint8Array): Orientation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1];
    if (marker === START_OF_SCAN) break;
    const end = at + 2 + view.getUint16(at + 2);
    const header = String.fromCharCode(...bytes.subarray(at + 4, at + 10));
    if (marker === APP1 && header === EXIF_HEADER) return tiffOrientation(bytes.subarray(at + 10, end));
    at = end;
  }
  return UPRIGHT;
}

/** The orientation tag in the first directory of a TIFF structure, which Exif shares. */
export function tiffOrientation(bytes: Uint8Array): Orientation {
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
