import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Body, readBody } from './body';
import type { Condition } from './condition';
import type { Holds } from './holds';
import { hangUp, type Line, type Open, reset, send } from './line';
import type { Log } from './log';
import { perform } from './perform';
import type { Script, Taken } from './script';
import type { State } from './state';
import type { Exchange, Fault, Step } from './types';
import type { Verdict } from './verdict';

/** One of the two services: its log, its script and its judgement. */
export interface Service<E extends Exchange> {
  readonly log: Log<E>;
  readonly script: Script<E>;
  readonly describe: (common: Exchange) => Omit<E, keyof Exchange>;
  readonly bodyLimit: number;
  /** `false`: bodies are counted, not kept. */
  readonly keepBodies: (entry: E) => boolean;
  readonly judge: (entry: E, body: Body) => Verdict;
}

export interface Surroundings {
  readonly state: State;
  readonly holds: Holds;
  readonly condition: Condition;
  readonly undo: Set<() => void>;
}

/** Takes a request from its headers to its end. Never rejects. */
export async function serve<E extends Exchange>(
  req: IncomingMessage,
  res: ServerResponse,
  line: Line,
  service: Service<E>,
  around: Surroundings,
): Promise<void> {
  const ended = (): void => around.condition.changed();
  const entry = service.log.open(req, res, line.number, service.describe, ended);
  try {
    await handle(req, res, line, entry, service, around);
  } catch (error) {
    // Whatever goes wrong in here must show as a broken connection, not end the test process.
    res.destroy(error instanceof Error ? error : undefined);
  }
}

async function handle<E extends Exchange>(
  req: IncomingMessage,
  res: ServerResponse,
  line: Line,
  entry: E,
  service: Service<E>,
  around: Surroundings,
): Promise<void> {
  const over = new AbortController();
  res.once('close', () => over.abort());
  res.on('error', () => undefined);
  const open: Open<E> = {
    entry,
    res,
    line,
    gone: over.signal,
    serverTime: around.state.serverTime,
    changed: () => around.condition.changed(),
  };

  if (line.doom) return befall(open, line.doom, around.holds);
  const taken = service.script.take(entry);
  around.condition.changed();
  if (!(await early(open, taken.step, around.holds))) return;

  const body = await readBody(req, entry, service.bodyLimit, service.keepBodies(entry));
  if (body && !over.signal.aborted) await respond(open, body, taken, service, around);
}

async function respond<E extends Exchange>(
  open: Open<E>,
  body: Body,
  { step, giveBack }: Taken,
  service: Service<E>,
  around: Surroundings,
): Promise<void> {
  const drops = step && 'fault' in step && step.fault === 'drop-tokens';
  if (drops) {
    open.entry.fault = step.fault;
    if (step.how === 'revoked') around.state.tokens.revokeAll();
    else around.state.tokens.expireAll();
  }
  const verdict = service.judge(open.entry, body);
  if ('refusal' in verdict) {
    if (!drops) giveBack();
    return send(open, verdict.refusal);
  }
  const clean = (undo: () => void): (() => void) => {
    around.undo.add(undo);
    return () => around.undo.delete(undo);
  };
  await perform(open, step, { holds: around.holds, regular: verdict.answer, clean });
}

/** Plays a step that strikes before the body is read; resolves with whether the exchange goes on. */
async function early(open: Open<Exchange>, step: Step | undefined, holds: Holds): Promise<boolean> {
  if (!step || !('fault' in step)) return true;
  if (step.fault === 'early') {
    open.entry.fault = step.fault;
    return answerEarly(open, step);
  }
  if (!('when' in step)) return true;
  if (step.when !== 'arrival' && step.when !== 'connect') return true;
  open.entry.fault = step.fault;
  if (step.fault === 'hold') return holds.hold(open.gone);
  if (step.fault === 'reset') reset(open.line);
  else hangUp(open);
  return false;
}

function answerEarly(open: Open<Exchange>, { answer, close }: Extract<Fault, { fault: 'early' }>): false {
  if (close) open.res.setHeader('connection', 'close');
  else open.res.req.resume();
  send(open, answer);
  return false;
}

/** A request on a connection that only looked alive. */
async function befall(open: Open<Exchange>, doom: NonNullable<Line['doom']>, holds: Holds): Promise<void> {
  open.entry.fault = 'half-open';
  if (doom === 'reset') return reset(open.line);
  if (doom === 'hangup') return hangUp(open);
  // Read on in silence, or the client's leaving would go unnoticed behind unread bytes.
  open.res.req.resume();
  if (await holds.hold(open.gone)) reset(open.line);
}
