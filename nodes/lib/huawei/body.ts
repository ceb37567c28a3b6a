import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Picture } from '../picture';

/**
 * Picture bytes per chunk: a multiple of 3, so that no chunk but the last needs padding. Larger chunks are slower:
 * for writing text, Node reserves three times its length, and from 128 KiB on the system maps fresh memory for that.
 */
const CHUNK = 24 * 1024;

/** Chunks that are hashed in one go: about 1 MB of text, a few ms of a small machine. */
const HASHED_AT_ONCE = 32;

/**
 * Chunks that are sent in one go: about 4 MB of text, which is more than the system takes for a peer that reads
 * nothing. So whoever answered early and closed is heard before the rest is written to nobody.
 */
const SENT_AT_ONCE = 128;

export interface RequestBody {
  contentLength: number;
  /** Encodes while it is sent: the whole text never exists. Each call begins anew. */
  chunks: () => Iterable<string>;
  /** Lower-case hex SHA-256 of what `chunks` gives; encodes a second time rather than keep the text. */
  hash: () => Promise<string>;
}

/** The JSON body of one call: `{"image": base64}` or `{"url": address}`. */
export function requestBody(picture: Picture): RequestBody {
  const { contentLength, chunks } = picture.kind === 'url' ? urlBody(picture.url) : imageBody(picture.bytes);
  let hash: Promise<string> | undefined;
  return {
    contentLength,
    chunks,
    hash: () => {
      hash ??= hashOf(chunks());
      return hash;
    },
  };
}

function urlBody(url: string): Omit<RequestBody, 'hash'> {
  const text = JSON.stringify({ url });
  return { contentLength: Buffer.byteLength(text), chunks: () => [text] };
}

function imageBody({ buffer, byteOffset, byteLength }: Uint8Array): Omit<RequestBody, 'hash'> {
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

async function hashOf(chunks: Iterable<string>): Promise<string> {
  const hash = createHash('sha256');
  let count = 0;
  for (const chunk of chunks) {
    hash.update(chunk, 'latin1');
    // Other flows of the same process must not wait for a large picture.
    if (++count % HASHED_AT_ONCE === 0) await setImmediate();
  }
  return hash.digest('hex');
}

/** The chunks as they are sent: of a large body, other flows of the process have their turn in between. */
export function chunksToSend({
  contentLength,
  chunks,
}: RequestBody): Iterable<string> | AsyncIterable<string> {
  // Turns cost time of their own at every chunk, which a body that fits in one need not spend.
  return contentLength <= (SENT_AT_ONCE * CHUNK * 4) / 3 ? chunks() : inTurns(chunks());
}

async function* inTurns(chunks: Iterable<string>): AsyncGenerator<string> {
  let count = 0;
  for (const chunk of chunks) {
    yield chunk;
    if (++count % SENT_AT_ONCE === 0) await setImmediate();
  }
}
