import type { IncomingMessage } from 'node:http';
import type { Exchange } from './types';

export interface Body {
  /** What came in; empty when it passed the limit or was only counted. */
  readonly bytes: Buffer;
  readonly tooLarge: boolean;
}

/**
 * Reads a request's body to its end, counting it into the log entry. Past the limit the rest is
 * read and thrown away, so that the client gets to see the answer. `undefined`: the client left.
 */
export async function readBody(
  req: IncomingMessage,
  entry: Exchange,
  limit: number,
  keep: boolean,
): Promise<Body | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      entry.bodyBytes += chunk.length;
      if (entry.bodyBytes > limit) chunks.length = 0;
      else if (keep) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return { bytes: Buffer.concat(chunks), tooLarge: entry.bodyBytes > limit };
}
