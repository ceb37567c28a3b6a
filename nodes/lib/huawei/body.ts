import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Picture } from '../picture';
import { type Encoder, GROUP, plainEncoder } from './base64';
import { giveBack, takeEncoder } from './encoders';
import { KeptText } from './kept-text';

/**
 * Picture bytes of one chunk, roughly. Each chunk costs a turn and a system call, but with 128 KiB of text and more at
 * once, a message took a tenth more processor time.
 */
const CHUNK = 90 * 1024;

/**
 * The fewest, where chunks are views of memory that is used again: undici waits until 64 KiB of text and more are sent,
 * as its sockets hold no more (`SOCKET_HOLDS`). That is 4096 groups; the last chunk may have some fewer than the others.
 */
const LEAST_CHUNK = 4200 * GROUP;

/** Chunks that are hashed in one go: about 1 MB of text, a few ms of a small machine. */
const HASHED_AT_ONCE = 9;

/**
 * Chunks that are sent in one go: about 4 MB of text, which is more than the system takes for a peer that reads
 * nothing. So whoever answered early and closed is heard before the rest is written to nobody.
 */
const SENT_AT_ONCE = 36;

const OPENING = '{"image":"';
const END = '"}';

const keptText = new KeptText();

type Chunks = Iterable<Buffer>;

interface Encoding {
  contentLength: number;
  /** All chunks but so many. */
  chunksAfter: (count: number) => Chunks;
}

export interface RequestBody {
  contentLength: number;
  /**
   * Encodes while it is sent: the whole text never exists. Each call begins anew; a chunk holds until the next one is
   * asked for, or the iteration ends.
   */
  chunks: () => Chunks;
  /** Lower-case hex SHA-256 of what `chunks` gives; most is encoded a second time rather than kept. */
  hash: () => Promise<string>;
}

/** The JSON body of one call: `{"image": base64}` or `{"url": address}`. */
export function requestBody(picture: Picture): RequestBody {
  const { contentLength, chunksAfter } =
    picture.kind === 'url' ? encodedUrl(picture.url) : encodedImage(picture.bytes);
  const kept: string[] = [];
  let hash: Promise<string> | undefined;
  return {
    contentLength,
    chunks: () => (kept.length === 0 ? chunksAfter(0) : resumed(kept, chunksAfter)),
    hash: () => {
      hash ??= hashOf(chunksAfter(0), kept);
      return hash;
    },
  };
}

/** The chunks whose text was kept, and all others. */
function* resumed(kept: readonly string[], chunksAfter: Encoding['chunksAfter']): Generator<Buffer> {
  for (const text of kept) yield Buffer.from(text, 'latin1');
  yield* chunksAfter(kept.length);
}

function encodedUrl(url: string): Encoding {
  const bytes = Buffer.from(JSON.stringify({ url }));
  return { contentLength: bytes.length, chunksAfter: (count) => (count === 0 ? [bytes] : []) };
}

function encodedImage({ buffer, byteOffset, byteLength }: Uint8Array): Encoding {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return {
    contentLength: OPENING.length + END.length + 4 * Math.ceil(byteLength / 3),
    chunksAfter: (count) => imageChunks(bytes, count),
  };
}

function* imageChunks(bytes: Buffer, after: number): Generator<Buffer> {
  if (bytes.length < LEAST_CHUNK) return yield* encoded(bytes, plainEncoder, after);
  const lease = takeEncoder();
  try {
    yield* encoded(bytes, lease.encoder, after);
  } finally {
    giveBack(lease);
  }
}

function* encoded(bytes: Buffer, encoder: Encoder, after: number): Generator<Buffer> {
  const size = chunkSize(Math.max(bytes.length, 1));
  // Of an empty picture, too, there is an opening and an end.
  for (let at = after * size; at === 0 || at < bytes.length; at += size) {
    const opening = at === 0 ? OPENING : '';
    const end = at + size < bytes.length ? '' : END;
    yield encoder.encode(opening, bytes.subarray(at, at + size), end);
  }
}

/** All chunks of one picture are about equally long, so that the last one is not too short either. */
function chunkSize(length: number): number {
  const count = Math.min(Math.ceil(length / CHUNK), Math.floor(length / LEAST_CHUNK));
  return Math.ceil(length / Math.max(count, 1) / GROUP) * GROUP;
}

/** Keeps the text of the first chunks. */
async function hashOf(chunks: Chunks, kept: string[]): Promise<string> {
  const hash = createHash('sha256');
  const toKeep = keptText.chunksOfNext();
  let count = 0;
  for (const chunk of chunks) {
    hash.update(chunk);
    if (kept.length < toKeep) kept.push(chunk.toString('latin1'));
    // Other flows of the same process must not wait for a large picture.
    if (++count % HASHED_AT_ONCE === 0) await setImmediate();
  }
  return hash.digest('hex');
}

/** The chunks as they are sent: of a large body, other flows of the process have their turn in between. */
export function chunksToSend({ contentLength, chunks }: RequestBody): Chunks | AsyncIterable<Buffer> {
  // Turns cost time of their own at every chunk, which a body that fits in one need not spend.
  return contentLength <= (SENT_AT_ONCE * CHUNK * 4) / 3 ? chunks() : inTurns(chunks());
}

async function* inTurns(chunks: Chunks): AsyncGenerator<Buffer> {
  let count = 0;
  for (const chunk of chunks) {
    yield chunk;
    if (++count % SENT_AT_ONCE === 0) await setImmediate();
  }
}
