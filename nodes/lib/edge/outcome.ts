import { PlateError } from '../errors';
import type { Hint } from '../hints';
import { READER_HINTS } from './hints';
import type { Answer, Failure, Response } from './tasks';

/** What became of a task: an answer, a stated failure, or the end of the worker. */
export type Outcome = Response | { died: Error; hint?: Hint };

/** The answer to a task; throws what a failure says, and `UNEXPECTED` where the worker ended. */
export function answerOf(outcome: Outcome): Answer {
  if ('answer' in outcome) return outcome.answer;
  if ('died' in outcome) throw processFailed(outcome.died, outcome.hint);
  const { code, category, message, stack } = outcome.failure;
  const cause = stack === undefined ? undefined : Object.assign(new Error(message), { stack });
  const hint = category === 'internal' ? hintFor(message) : undefined;
  throw new PlateError(code, category, message, { ...(cause && { cause }), ...(hint && { hint }) });
}

/** Whoever waits for the answer to a task. */
export interface Waiter {
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
}

export function settle({ resolve, reject }: Waiter, outcome: Outcome): void {
  try {
    resolve(answerOf(outcome));
  } catch (error) {
    reject(error);
  }
}

/** @param hint what to do about it, where it is no bug of ours */
export function processFailed(cause: Error, hint?: Hint): PlateError {
  const message = `The embedded reader failed: ${cause.message}`;
  const about = hint ?? hintFor(cause.message);
  return new PlateError('UNEXPECTED', 'internal', message, { cause, ...(about && { hint: about }) });
}

/** What to do where this machine is to blame, by what Node and the runtime of the networks say about it. */
function hintFor(message: string): Hint | undefined {
  if (LIMITS.test(message)) return READER_HINTS['reader-limits'];
  return /\b(ENOENT|EACCES)\b|Cannot find module/.test(message) ? READER_HINTS['reader-files'] : undefined;
}

/** The last is what Node says where it was started with `--permission`; it names the missing one. */
const LIMITS =
  /\b(EAGAIN|ENOMEM|EMFILE|ENFILE|OOM)\b|allocat|bad_alloc|out of memory|memory limit|access to this API/i;

/** What is left of an error on its way to another thread or process. */
export function failureOf(error: unknown): Failure {
  if (error instanceof PlateError) {
    const { code, category, message, cause } = error;
    return { code, category, message, ...(cause instanceof Error && cause.stack && { stack: cause.stack }) };
  }
  const thrown = error instanceof Error ? error : new Error(String(error));
  const stack = thrown.stack ?? thrown.message;
  return { code: 'UNEXPECTED', category: 'internal', message: thrown.message, stack };
}
