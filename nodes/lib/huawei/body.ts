import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Picture } from '../picture';
import { type Encoder, GROUP, plainEncoder } from './base64';
import { giveBack, takeEncoder } from './encoders';

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

type Chunks = Iterable<Uint8Array>;

export interface RequestBody {
  contentLength: number;
  /**
   * Encodes while it is sent: the whole text never exists. Each call begins anew; a chunk holds until the next one is
   * asked for, or the iteration ends.
   */
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
    contentLength: OPENING.length + END.length + 4 * Math.ceil(byteLength / 3),
    chunks: () => imageChunks(bytes),
  };
}

function* imageChunks(bytes: Buffer): Generator<Uint8Array> {
  if (bytes.length < LEAST_CHUNK) return yield* encoded(bytes, plainEncoder);
  const lease = takeEncoder();
  try {
    yield* encoded(bytes, lease.encoder);
  } finally {
    giveBack(lease);
  }
}

function* encoded(bytes: Buffer, encoder: Encoder): Generator<Uint8Array> {
  const size = chunkSize(bytes.length);
  let at = 0;
  // Of an empty picture, too, there is an opening and an end.
  do {
    const opening = at === 0 ? OPENING : '';
    const part = bytes.subarray(at, at + size);
    at += size;
    yield encoder.encode(opening, part, at < bytes.length ? '' : END);
  } while (at < bytes.length);
}

/** All chunks of one picture are about equally long, so that the last one is not too short either. */
function chunkSize(length: number): number {
  const count = Math.min(Math.ceil(length / CHUNK), Math.floor(length / LEAST_CHUNK));
  return Math.ceil(length / Math.max(count, 1) / GROUP) * GROUP;
}

async function hashOf(chunks: Chunks): Promise<string> {
  const hash = createHash('sha256');
  let count = 0;
  for (const chunk of chunks) {
    hash.update(chunk);
    // Other flows of the same process must not wait for a large picture.
    if (++count % HASHED_AT_ONCE === 0) await setImmediate();
  }
  return hash.digest('hex');
}

/** The chunks as they are sent: of a large body, other flows of the process have their turn in between. */
export function chunksToSend({ contentLength, chunks }: RequestBody): Chunks | AsyncIterable<Uint8Array> {
  // Turns cost time of their own at every chunk, which a body that fits in one need not spend.
  return contentLength <= (SENT_AT_ONCE * CHUNK * 4) / 3 ? chunks() : inTurns(chunks());
}

async function* inTurns(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let count = 0;
  for (const chunk of chunks) {
    yield chunk;
    if (++count % SENT_AT_ONCE === 0) await setImmediate();
  }
}
