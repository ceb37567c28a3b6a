import { createHash } from 'node:crypto';
import { answers } from './answers';
import { formatOf, sizeOf } from './dimensions';
import type { Answer, Call } from './types';

const MAX_BASE64 = 10_000_000;
const MIN_SIDE = 15;

/** Judges the `image` field and notes in the log what picture it held. */
export function checkImage(text: string, call: Call, maxSide: number): Answer | undefined {
  if (text.length > MAX_BASE64) return answers.refusal('ModelArts.4104');
  const picture = decodeStrictly(text);
  if (!picture) return answers.refusal('AIS.0102');
  const format = formatOf(picture);
  const size = format && sizeOf(picture, format);
  call.picture = {
    bytes: picture.length,
    sha256: createHash('sha256').update(picture).digest('hex'),
    ...(format && { format }),
    ...size,
  };
  if (!size) return answers.refusal('AIS.0102');
  const fits = Math.min(size.width, size.height) >= MIN_SIDE && Math.max(size.width, size.height) <= maxSide;
  return fits ? undefined : answers.refusal('AIS.0103');
}

/** Standard alphabet, padded, nothing else: a `data:` prefix, blanks or URL-safe letters make it `undefined`. */
function decodeStrictly(text: string): Buffer | undefined {
  if (text.length === 0 || text.length % 4 !== 0 || text.includes('-') || text.includes('_'))
    return undefined;
  const bytes = Buffer.from(text, 'base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  // Node skips what is not base64, so anything foreign makes the result shorter than the text promises.
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : undefined;
}
