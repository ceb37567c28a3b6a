import type { Picture } from '../picture';

/**
 * Picture bytes per chunk: a multiple of 3, so that no chunk but the last needs padding. Larger chunks are slower,
 * as their base64 form lands in V8's space for large objects.
 */
const CHUNK = 48 * 1024;

export interface RequestBody {
  contentLength: number;
  /** Encodes while it is sent: the whole text never exists. Each call begins anew. */
  chunks: () => Iterable<string>;
}

/** The JSON body of one call: `{"image": base64}` or `{"url": address}`. */
export function requestBody(picture: Picture): RequestBody {
  if (picture.kind === 'url') {
    const text = JSON.stringify({ url: picture.url });
    return { contentLength: Buffer.byteLength(text), chunks: () => [text] };
  }
  const { buffer, byteOffset, byteLength } = picture.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return {
    contentLength: '{"image":""}'.length + 4 * Math.ceil(byteLength / 3),
    chunks: () => imageChunks(bytes),
  };
}

function* imageChunks(bytes: Buffer): Generator<string> {
  yield '{"image":"';
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.toString('base64', at, at + CHUNK);
  yield '"}';
}
