import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { type Open, stage } from './line';
import { SAMPLE_PLATE } from './options';
import type { Answer, Exchange } from './types';

/** Registers something to undo when the emulator closes; returns how to take it back. */
export type Clean = (undo: () => void) => () => void;

const START = `{"result":[${JSON.stringify(SAMPLE_PLATE)}],"padding":"`;
const END = '"}';
const KIB = 1024;
const BLOCK = Buffer.alloc(64 * KIB, 'x');

/** Sends a body a few bytes at a time. */
export function trickle(
  open: Open<Exchange>,
  body: Buffer,
  bytes: number,
  tick: number,
  clean: Clean,
): Promise<void> {
  open.res.flushHeaders();
  let sent = 0;
  return new Promise((resolve) => {
    const stop = (): void => {
      clearInterval(timer);
      forget();
      resolve();
    };
    const timer = setInterval(() => {
      open.res.write(body.subarray(sent, sent + bytes));
      sent += bytes;
      if (sent < body.length) return;
      open.res.end();
      stop();
    }, tick);
    const forget = clean(stop);
    open.gone.addEventListener('abort', stop);
  });
}

const bombs = new Map<number, Buffer>();

/** Valid JSON of that many bytes that travels in a thousandth of them. */
export function bomb(bytes: number): Answer {
  let packed = bombs.get(bytes);
  if (!packed) {
    const padding = Buffer.alloc(Math.max(0, bytes - START.length - END.length), 'x');
    packed = gzipSync(Buffer.concat([Buffer.from(START), padding, Buffer.from(END)]));
    bombs.set(bytes, packed);
  }
  return { headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' }, body: packed };
}

/** Sends valid JSON of at least that many bytes, as fast as the client takes it. */
export async function oversize(open: Open<Exchange>, bytes: number, status: number): Promise<void> {
  const { res } = open;
  stage(open, { status, chunked: true, headers: { 'content-type': 'application/json' } });
  res.write(START);
  for (let sent = 0; sent < bytes && !open.gone.aborted; sent += BLOCK.length) {
    if (res.write(BLOCK)) continue;
    await once(res, 'drain', { signal: open.gone }).catch(() => undefined);
  }
  if (!open.gone.aborted) res.end(END);
}
