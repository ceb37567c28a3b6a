import { contentsOf, ENOUGH, latin1Of } from '../contents';
import { PlateError } from '../errors';
import { HINTS } from '../hints';
import { readHeader } from '../picture-header';
import { downloadFailed, nameOf } from './trouble';

/** The answer that bytes came in. */
export interface Source {
  url: URL;
  statusCode: number;
  /** Whether it names an encoding that cannot be undone. */
  isEncoded: boolean;
}

/**
 * Looks at the beginning of an answer, whatever its content type and encoding say: cameras label pictures as text, login
 * pages as pictures, and what is not encoded as `binary`. `true`: a picture; `false`: too early to say. Throws
 * `BAD_FORMAT`, which names what came instead, or `DOWNLOAD_FAILED` for what is encoded indeed.
 */
export function beginsAsPicture(bytes: Uint8Array, ended: boolean, source: Source): boolean {
  if (readHeader(bytes)) return true;
  const { url, statusCode, isEncoded } = source;
  const text = latin1Of(bytes);
  // A stream may pause after its first lines until the picture moves.
  const stream = /^\s*--\S/.test(text.slice(0, 8));
  if (!ended && !stream && bytes.length < ENOUGH) return false;
  const contents = contentsOf(text);
  if (isEncoded && !contents) {
    const message = `${nameOf(url)} sent the picture compressed in a way that cannot be read.`;
    throw downloadFailed(message, { statusCode });
  }
  const what = contents ? contents.what + contents.more : 'something that is no picture';
  throw new PlateError('BAD_FORMAT', 'input', `${nameOf(url)} sent ${what}.`, {
    statusCode,
    hint: contents?.hint ?? HINTS['snapshot-url'],
  });
}
