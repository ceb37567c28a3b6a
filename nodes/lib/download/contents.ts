import { PlateError } from '../errors';
import { HINTS } from '../hints';
import { readHeader } from '../picture-header';
import { nameOf } from './trouble';

/** Bytes after which what is no picture yet will not become one: page templates begin with comments and blank lines. */
const ENOUGH = 512;

/** What cameras send instead of a picture, by its first characters. */
const OTHERS: { begins: RegExp; what: string }[] = [
  {
    begins: /^\s*--[^\s]/,
    what: 'a video stream (MJPEG) instead of one picture; its snapshot URL is another',
  },
  {
    begins: /^\W{0,3}\s*<.*?(?<=<)(?:!doctype\s+html|html|head|body|script|meta|title|form)\b/is,
    what: 'a web page (HTML) instead of a picture, perhaps its login page',
  },
  { begins: /^\W{0,3}\s*</, what: 'XML instead of a picture' },
  { begins: /^\s*[[{]/, what: 'JSON instead of a picture' },
  { begins: /^GIF8/, what: 'a GIF, which cannot be read' },
  { begins: /^RIFF.{4}WEBP/s, what: 'a WebP picture, which cannot be read' },
  { begins: /^.{4}ftyp(?:avi|hei|mif)/s, what: 'an AVIF or HEIC picture, which cannot be read' },
  { begins: /^.{4}ftyp|^.E\xdf\xa3/s, what: 'a video instead of a picture' },
  { begins: /^[\t\r\n\x20-\x7e]+$/, what: 'text instead of a picture' },
];

/**
 * Looks at the beginning of an answer, whatever its content type says: cameras label pictures as text and login pages as
 * pictures. `true`: a picture; `false`: too early to say. Throws `BAD_FORMAT`, which names what came instead.
 */
export function beginsAsPicture(bytes: Uint8Array, ended: boolean, url: URL, statusCode: number): boolean {
  if (readHeader(bytes)) return true;
  // A stream may pause after its first lines until the picture moves.
  const stream = /^\s*--\S/.test(latin1(bytes, 8));
  if (!ended && !stream && bytes.length < ENOUGH) return false;
  const text = latin1(bytes, ENOUGH);
  const what = OTHERS.find(({ begins }) => begins.test(text))?.what ?? 'something that is no picture';
  throw new PlateError('BAD_FORMAT', 'input', `${nameOf(url)} sent ${what}.`, {
    statusCode,
    hint: HINTS['snapshot-url'],
  });
}

function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.subarray(0, length)).toString('latin1');
}
