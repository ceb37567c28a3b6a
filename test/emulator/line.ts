import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Answer, Exchange } from './types';

/** One connection, with what TLS hides: the TCP socket underneath. */
export interface Line {
  readonly number: number;
  readonly tcp: Socket;
  /** What befalls the next request on this connection. */
  doom?: 'reset' | 'hangup' | 'silence';
}

/** An exchange in progress: the log entry and the means to answer it. */
export interface Open<E extends Exchange> {
  readonly entry: E;
  readonly res: ServerResponse;
  readonly line: Line;
  /** Aborted when the exchange is over. */
  readonly gone: AbortSignal;
  /** The server's time, ms since the epoch. */
  readonly serverTime: () => number;
  /** Wakes whoever waits for a state of the log. */
  readonly changed: () => void;
}

export function reset(line: Line): void {
  line.tcp.resetAndDestroy();
}

/** Sends FIN after what was written so far. */
export function hangUp(open: Open<Exchange>): void {
  open.res.socket?.end();
}

/** Status and headers of an answer onto the response; returns the bytes of the body. */
export function stage(open: Open<Exchange>, answer: Answer): Buffer {
  const { entry, res } = open;
  const status = answer.status ?? 200;
  const { bytes, type } = encode(answer.body, entry.requestId);
  res.statusCode = status;
  res.setHeader('date', new Date(open.serverTime()).toUTCString());
  res.setHeader('server', 'api-gateway');
  res.setHeader('x-request-id', entry.requestId);
  if (type) res.setHeader('content-type', type);
  const bodiless = status === 204 || status === 304;
  if (!answer.chunked && !bodiless) res.setHeader('content-length', bytes.length);
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    res.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  entry.status = status;
  const code = codeOf(answer.body);
  if (code !== undefined) entry.code = code;
  open.changed();
  return bodiless ? Buffer.alloc(0) : bytes;
}

export function send(open: Open<Exchange>, answer: Answer): void {
  const bytes = stage(open, answer);
  // Without a length of our own making, Node would invent one when the whole body goes through end().
  if (answer.chunked) open.res.write(bytes.subarray(0, 1));
  open.res.end(answer.chunked ? bytes.subarray(1) : bytes);
}

function encode(body: Answer['body'], requestId: string): { bytes: Buffer; type?: string } {
  if (body === undefined) return { bytes: Buffer.alloc(0) };
  if (typeof body === 'string') return { bytes: Buffer.from(body) };
  if (Buffer.isBuffer(body)) return { bytes: body };
  const filled = 'request_id' in body && body.request_id === '' ? { ...body, request_id: requestId } : body;
  return { bytes: Buffer.from(JSON.stringify(filled)), type: 'application/json' };
}

function codeOf(body: Answer['body']): string | undefined {
  if (typeof body !== 'object' || !('error_code' in body)) return undefined;
  return String(body.error_code);
}
