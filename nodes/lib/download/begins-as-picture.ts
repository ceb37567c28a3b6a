import { contentsOf, ENOUGH, latin1Of } from '../contents';
import { PlateError } from '../errors';
import { HINTS } from '../hints';
import { readHeader } from '../picture-header';
import { nameOf } from './trouble';

/**
 * Looks at the beginning of an answer, whatever its content type says: cameras label pictures as text and login pages as
 * pictures. `true`: a picture; `false`: too early to say. Throws `BAD_FORMAT`, which names what came instead.
 */
export function beginsAsPicture(bytes: Uint8Array, ended: boolean, url: URL, statusCode: number): boolean {
  if (readHeader(bytes)) return true;
  const text = latin1Of(bytes);
  // A stream may pause after its first lines until the picture moves.
  const stream = /^\s*--\S/.test(text.slice(0, 8));
  if (!ended && !stream && bytes.length < ENOUGH) return false;
  const contents = contentsOf(text);
  const what = contents ? contents.what + contents.more : 'something that is no picture';
  throw new PlateError('BAD_FORMAT', 'input', `${nameOf(url)} sent ${what}.`, {
    statusCode,
    hint: contents?.hint ?? HINTS['snapshot-url'],
  });
}
