import { HINTS, type Hint } from './hints';

/** What came in the place of a picture. */
export interface Contents {
  what: string;
  /** What else there is to say of an answer that begins so. */
  more: string;
  hint: Hint;
}

/** Characters by which contents are told: page templates begin with comments and blank lines. */
export const ENOUGH = 512;

const NO_SNAPSHOT = HINTS['snapshot-url'];
const OTHER_FORMAT = HINTS['other-format'];
const INSTEAD = ' instead of a picture';

/** What cameras send instead of a picture, and phones instead of a JPEG, by its first characters. */
const OTHERS: (Contents & { begins: RegExp })[] = [
  {
    begins: /^\s*--[^\s]/,
    what: 'a video stream (MJPEG)',
    more: ' instead of one picture; its snapshot URL is another',
    hint: NO_SNAPSHOT,
  },
  {
    begins: /^\W{0,3}\s*<.*?(?<=<)(?:!doctype\s+html|html|head|body|script|meta|title|form)\b/is,
    what: 'a web page (HTML)',
    more: `${INSTEAD}, perhaps its login page`,
    hint: NO_SNAPSHOT,
  },
  { begins: /^\W{0,3}\s*</, what: 'XML', more: INSTEAD, hint: NO_SNAPSHOT },
  { begins: /^\s*[[{]/, what: 'JSON', more: INSTEAD, hint: NO_SNAPSHOT },
  { begins: /^GIF8/, what: 'a GIF', more: ', which cannot be read', hint: OTHER_FORMAT },
  { begins: /^RIFF.{4}WEBP/s, what: 'a WebP picture', more: ', which cannot be read', hint: OTHER_FORMAT },
  {
    begins: /^.{4}ftyp(?:avi|hei|mif)/s,
    what: 'an AVIF or HEIC picture',
    more: ', which cannot be read',
    hint: OTHER_FORMAT,
  },
  { begins: /^.{4}ftyp|^.E\xdf\xa3/s, what: 'a video', more: INSTEAD, hint: NO_SNAPSHOT },
  { begins: /^[\t\r\n\x20-\x7e]+$/, what: 'text', more: INSTEAD, hint: NO_SNAPSHOT },
];

/** What bytes are that are no picture, if that can be told; as latin1 text, of which the beginning counts. */
export function contentsOf(latin1: string): Contents | undefined {
  const text = latin1.slice(0, ENOUGH);
  return OTHERS.find(({ begins }) => begins.test(text));
}

export function latin1Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, ENOUGH)).toString('latin1');
}
