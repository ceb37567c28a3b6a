import type { Answer, Fault, Moment } from './types';

type Of<F extends Fault['fault']> = Extract<Fault, { fault: F }>;

const maybe = (answer: Answer | undefined): { answer?: Answer } => (answer ? { answer } : {});

/** Makers of faults, for queues that read like sentences: `misbehave(faults.reset('mid-body'))`. */
export const faults = {
  reset: (when: Of<'reset'>['when'], answer?: Answer): Fault => ({ fault: 'reset', when, ...maybe(answer) }),
  hangup: (when: Moment, answer?: Answer): Fault => ({ fault: 'hangup', when, ...maybe(answer) }),
  /** Hangs until `release()`, for ever if nobody calls it. */
  hold: (when: Moment = 'before-headers', answer?: Answer): Fault => ({
    fault: 'hold',
    when,
    ...maybe(answer),
  }),
  trickle: (bytes = 1, tick = 5, answer?: Answer): Fault => ({
    fault: 'trickle',
    bytes,
    tick,
    ...maybe(answer),
  }),
  truncate: (length: Of<'truncate'>['length'], answer?: Answer): Fault => ({
    fault: 'truncate',
    length,
    ...maybe(answer),
  }),
  gzipBomb: (bytes?: number): Fault => ({ fault: 'gzip-bomb', ...(bytes !== undefined && { bytes }) }),
  oversize: (bytes?: number, status?: number): Fault => ({
    fault: 'oversize',
    ...(bytes !== undefined && { bytes }),
    ...(status !== undefined && { status }),
  }),
  informational: (status = 103, times = 1, answer?: Answer): Fault => ({
    fault: 'informational',
    status,
    times,
    ...maybe(answer),
  }),
  /** Answers before the body is in. */
  early: (answer: Answer, close = false): Fault => ({ fault: 'early', answer, close }),
  garbage: (): Fault => ({ fault: 'garbage' }),
  closeIdle: (answer?: Answer): Fault => ({ fault: 'close-idle', ...maybe(answer) }),
  halfOpen: (next: Of<'half-open'>['next'], answer?: Answer): Fault => ({
    fault: 'half-open',
    next,
    ...maybe(answer),
  }),
  dropTokens: (how: Of<'drop-tokens'>['how'] = 'revoked'): Fault => ({ fault: 'drop-tokens', how }),
};
