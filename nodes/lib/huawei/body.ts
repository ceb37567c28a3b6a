import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Picture } from '../picture';
import type { Chunk } from './exchange';

/**
 * Picture bytes per chunk: a multiple of 3, so that no chunk but the last needs padding. Each chunk costs a turn and a
 * system call, but from 128 KiB of text on, V8 and the system map fresh memory for each: 112 KiB stay below that.
 */
const CHUNK = 84 * 1024;

/** Chunks that are hashed in one go: about 1 MB of text, a few ms of a small machine. */
const HASHED_AT_ONCE = 9;

/**
 * Chunks that are sent in one go: about 4 MB of text, which is more than the system takes for a peer that reads
 * nothing. So whoever answered early and closed is heard before the rest is written to nobody.
 */
const SENT_AT_ONCE = 36;

type Chunks = Iterable<Chunk>;

export interface RequestBody {
  contentLength: number;
  /** Encodes while it is sent: the whole text never exists. Each call begins anew. */
  chunks: () => Chunks;
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
  const bytes = Buffer.from(JSON.stringify({ url }));
  return { contentLength: bytes.length, chunks: () => [bytes] };
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

async function hashOf(chunks: Chunks): Promise<string> {
  const hash = createHash('sha256');
  let count = 0;
  for (const chunk of chunks) {
    if (typeof chunk === 'string') hash.update(chunk, 'latin1');
    else hash.update(chunk);
    // Other flows of the same process must not wait for a large picture.
    if (++count % HASHED_AT_ONCE === 0) await setImmediate();
  }
  return hash.digest('hex');
}

/** The chunks as they are sent: of a large body, other flows of the process have their turn in between. */
export function chunksToSend({ contentLength, chunks }: RequestBody): Chunks | AsyncIterable<Chunk> {
  // Turns cost time of their own at every chunk, which a body that fits in one need not spend.
  return contentLength <= (SENT_AT_ONCE * CHUNK * 4) / 3 ? chunks() : inTurns(chunks());
}

async function* inTurns(chunks: Chunks): AsyncGenerator<Chunk> {
  let count = 0;
  for (const chunk of chunks) {
    yield chunk;
    if (++count % SENT_AT_ONCE === 0) await setImmediate();
  }
}
