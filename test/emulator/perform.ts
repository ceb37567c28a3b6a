import type { Holds } from './holds';
import { hangUp, type Open, reset, send, stage } from './line';
import { bomb, type Clean, oversize, trickle } from './streams';
import type { Answer, Exchange, Fault, Moment, Step } from './types';

export interface Means {
  readonly holds: Holds;
  /** What the emulator would have answered by itself. */
  readonly regular: () => Answer;
  readonly clean: Clean;
}

/** Plays a step on a request that is read and found good. */
export async function perform(open: Open<Exchange>, step: Step | undefined, means: Means): Promise<void> {
  if (!step) return send(open, means.regular());
  if (!('fault' in step)) return send(open, step);
  open.entry.fault = step.fault;
  const answer = 'answer' in step ? step.answer : undefined;
  return play(open, step, () => answer ?? means.regular(), means);
}

async function play(
  open: Open<Exchange>,
  step: Fault,
  answer: () => Answer,
  { holds, clean }: Means,
): Promise<void> {
  switch (step.fault) {
    case 'reset':
      return upTo(open, answer(), step.when, () => reset(open.line));
    case 'hangup':
      return upTo(open, answer(), step.when, () => hangUp(open));
    case 'hold':
      return hold(open, answer(), step.when, holds);
    case 'trickle':
      return trickle(open, stage(open, answer()), step.bytes, step.tick ?? 5, clean);
    case 'truncate':
      return truncate(open, answer(), step.length);
    case 'gzip-bomb':
      return send(open, bomb(step.bytes ?? 32 * 1024 * 1024));
    case 'oversize':
      return oversize(open, step.bytes ?? 2 * 1024 * 1024, step.status ?? 200);
    case 'informational':
      for (let i = 0; i < (step.times ?? 1); i += 1) {
        open.res.socket?.write(`HTTP/1.1 ${step.status ?? 103} Informational\r\n\r\n`);
      }
      return send(open, answer());
    case 'garbage':
      open.res.socket?.end('SSH-2.0-this-is-not-http\r\n');
      return;
    case 'close-idle':
      open.res.once('finish', () => open.line.tcp.end());
      return send(open, answer());
    case 'half-open':
      open.line.doom = step.next;
      return send(open, answer());
    case 'early':
    case 'drop-tokens':
      return send(open, answer());
  }
}

/**
 * Sends as much of the answer as `when` allows, then does the rest: not before the kernel has the
 * bytes, or an RST would overtake them.
 */
function upTo(open: Open<Exchange>, answer: Answer, when: Moment | 'connect', then: () => void): void {
  if (when === 'connect' || when === 'arrival' || when === 'before-headers') {
    then();
    return;
  }
  const bytes = stage(open, answer);
  if (when === 'after-headers') {
    open.res.flushHeaders();
    // flushHeaders() tells nobody when it is done; an empty write behind it does.
    open.res.socket?.write('', () => setImmediate(then));
    return;
  }
  open.res.write(bytes.subarray(0, bytes.length >> 1), () => setImmediate(then));
}

async function hold(open: Open<Exchange>, answer: Answer, when: Moment, holds: Holds): Promise<void> {
  // Held at its arrival, it has been released by the time it comes here.
  if (when === 'arrival') return send(open, answer);
  if (when === 'before-headers') {
    if (await holds.hold(open.gone)) send(open, answer);
    return;
  }
  const bytes = stage(open, answer);
  const half = when === 'mid-body' ? bytes.length >> 1 : 0;
  open.res.flushHeaders();
  if (half > 0) open.res.write(bytes.subarray(0, half));
  if (await holds.hold(open.gone)) open.res.end(bytes.subarray(half));
}

function truncate(
  open: Open<Exchange>,
  answer: Answer,
  length: Extract<Fault, { fault: 'truncate' }>['length'],
): void {
  const chunked = length === 'chunked';
  const bytes = stage(open, { ...answer, chunked });
  const half = bytes.length >> 1;
  if (length === 'right' || length === 'short') open.res.setHeader('content-length', half);
  if (length === 'right') return void open.res.end(bytes.subarray(0, half));
  if (length === 'short') return void open.res.end(bytes);
  open.res.write(bytes.subarray(0, half), () => hangUp(open));
}
