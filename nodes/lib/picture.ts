import { types } from 'node:util';
import { contentsOf, ENOUGH, latin1Of } from './contents';
import { PlateError } from './errors';
import { HINTS, type Hint } from './hints';
import { type PictureFormat, readHeader } from './picture-header';

/** The bytes of a picture whose header was checked. */
export interface PictureBytes {
  kind: 'bytes';
  /** Shared with the message: never written to. */
  bytes: Uint8Array;
  format: PictureFormat;
  /** Pixels, as stored (before any EXIF rotation). */
  width: number;
  height: number;
}

/** The address of a picture that the service fetches by itself. */
export interface PictureUrl {
  kind: 'url';
  url: string;
}

export type Picture = PictureBytes | PictureUrl;

/** The service's limits: https://support.huaweicloud.com/api-ocr/ocr_03_0040.html (December 2025). */
const MAX_BASE64 = 10_000_000;
const MIN_SIDE = 15;
const MAX_SIDE = 8192;
/** Longest side by the page of 2021 and the SDKs of 2026; the service's page of December 2025 says `MAX_SIDE`. */
const SAFE_SIDE = 4096;

/** Bytes of the largest picture that is read: its base64 form has 10,000,000 characters. */
export const MAX_BYTES = (MAX_BASE64 / 4) * 3;

/** Characters: web servers take 8 KiB and less, and those that wait are held in memory. */
const LONGEST_URL = 8192;

/**
 * Makes a picture of what a message carries: bytes, an http(s) URL, a `data:` URI or bare base64.
 * Throws `BAD_INPUT`, `BAD_FORMAT` or `BAD_SIZE`, which say what it was instead.
 */
export function pictureFrom(value: unknown): Picture {
  // Not instanceof: a function node runs in a context of its own, with a Uint8Array of its own.
  if (types.isUint8Array(value)) return pictureFromBytes(value);
  if (typeof value === 'string') return pictureFromText(value.trim());
  throw new PlateError(
    'BAD_INPUT',
    'input',
    `Expected a picture as a Buffer or its URL, but got ${describe(value)}.`,
  );
}

/**
 * Checks format, weight and sides by the header, without decoding.
 * @param name what it is, as the beginning of a sentence
 */
export function pictureFromBytes(bytes: Uint8Array, name = 'The picture'): PictureBytes {
  if (bytes.length === 0)
    throw new PlateError('BAD_INPUT', 'input', 'Expected a picture, but got an empty Buffer.');
  if (bytes.length > MAX_BYTES) throw tooHeavy(`${megabytes(bytes.length)} MB`, name);
  const header = readHeader(bytes);
  if (!header) {
    const contents = contentsOf(latin1Of(bytes));
    const message = contents
      ? `The bytes are ${contents.what}, not a JPEG, PNG, BMP or TIFF picture.`
      : 'The bytes are not a JPEG, PNG, BMP or TIFF picture.';
    throw new PlateError('BAD_FORMAT', 'input', message, contents && { hint: contents.hint });
  }
  const { format, size } = header;
  if (!size) {
    const message = `The ${format.toUpperCase()} picture is damaged: its header names no size.`;
    throw new PlateError('BAD_FORMAT', 'input', message);
  }
  const { width, height } = size;
  const isTooSmall = Math.min(width, height) < MIN_SIDE;
  if (isTooSmall || Math.max(width, height) > MAX_SIDE) {
    const message = `${name} has ${width} × ${height} pixels; each side must have ${MIN_SIDE} to ${MAX_SIDE} pixels.`;
    throw new PlateError('BAD_SIZE', 'input', message, isTooSmall ? { hint: HINTS['few-pixels'] } : {});
  }
  return { kind: 'bytes', bytes, format, width, height };
}

/** Remarks on a picture that is allowed but that the service may refuse. */
export function warningsFor(picture: Picture): string[] {
  if (picture.kind === 'url' || Math.max(picture.width, picture.height) <= SAFE_SIDE) return [];
  return [`A side is over ${SAFE_SIDE} pixels: some regions of the service may refuse the picture.`];
}

function pictureFromText(text: string): Picture {
  if (/^https?:/i.test(text)) return pictureUrl(text);
  if (/^data:/i.test(text)) return pictureFromDataUri(text);
  // The longest that is in use has 36 characters; megabytes of letters would come back in the error, and in the log.
  const scheme = /^([a-z][a-z0-9+.-]{0,40}):\/\//i.exec(text)?.[1];
  if (scheme) {
    throw badText(`Addresses must begin with http:// or https://, not ${scheme}://.`, hintFor(scheme));
  }
  return pictureFromBase64(text, () => noPicture(text));
}

function hintFor(scheme: string): Hint {
  if (/^rt[ms]p/i.test(scheme)) return HINTS['snapshot-url'];
  return /^file$/i.test(scheme) ? HINTS['read-file'] : HINTS.BAD_INPUT;
}

/** Text that is neither a URL nor base64, by what it probably is. */
function noPicture(text: string): PlateError {
  const start = text.slice(0, ENOUGH);
  // Control characters other than those of a text, and what a decoder puts in place of bytes that are none.
  if (/[^\P{Cc}\t\n\v\f\r]|\ufffd/u.test(start)) {
    return badText('Expected a URL or base64, but got bytes that were read as text.', HINTS['binary-buffer']);
  }
  if (/^(?:[a-z]:|~|\.\.?)?[\\/].*\.(?:jpe?g|png|bmp|tiff?)$/i.test(start)) {
    return badText('Expected a URL or base64, but got text that is the path of a file.', HINTS['read-file']);
  }
  const contents = contentsOf(start);
  if (contents && contents.what !== 'text')
    return badText(`Expected a URL or base64, but got ${contents.what}.`, contents.hint);
  return badText('Expected a URL or base64, but got text that is neither.');
}

function badText(message: string, hint?: Hint): PlateError {
  return new PlateError('BAD_INPUT', 'input', message, hint && { hint });
}

function pictureUrl(text: string): PictureUrl {
  if (text.length > LONGEST_URL) throw badText(`The URL of the picture has over ${LONGEST_URL} characters.`);
  if (!URL.canParse(text)) throw badText('The URL of the picture cannot be read.');
  // The parsed form percent-encodes what the service refuses, such as Chinese characters.
  return { kind: 'url', url: new URL(text).href };
}

function pictureFromDataUri(text: string): Picture {
  const head = /^data:image\/[a-z0-9.+-]+;base64,/i.exec(text.slice(0, 100))?.[0];
  if (!head) throw badText('A data: URI must begin with data:image/…;base64,');
  return pictureFromBase64(text.slice(head.length), () => badText('The data: URI holds broken base64.'));
}

function pictureFromBase64(text: string, complaint: () => PlateError): Picture {
  // Line breaks of MIME base64 are allowed; the second bound keeps the checks below short.
  if (text.length > MAX_BASE64 * 1.1) throw tooHeavy(`${(text.length / 1e6).toFixed(1)} million characters`);
  const digits = /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, '') : text;
  if (digits === '' || digits.length % 4 === 1 || !/^[A-Za-z0-9+/]+={0,2}$/.test(digits)) {
    throw complaint();
  }
  return pictureFromBytes(Buffer.from(digits, 'base64'));
}

function tooHeavy(amount: string, name = 'The picture'): PlateError {
  return new PlateError(
    'BAD_SIZE',
    'input',
    `${name} has ${amount}; at most ${MAX_BYTES / 1e6} MB can be read.`,
  );
}

/** Rounded up: a picture of one byte too many must not seem to have just as many as it may. */
function megabytes(bytes: number): string {
  return (Math.ceil(bytes / 1e5) / 10).toFixed(1);
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
