import type { Emulator, EmulatorOptions, Step } from '../emulator';
import type { Rig, RigOptions } from '../node/rig';

/** How a message is to end: with a plate, or with that code. */
export interface Ending {
  code: string | undefined;
  attempts: number;
}

/** One bad day: what is set up, what the other side does, and what may come of it. */
export interface FaultCase {
  name: string;
  login?: 'token' | 'password' | 'aksk';
  emulator?: EmulatorOptions;
  /** What happens to the next calls, in this order. */
  script?: readonly (Step | (() => Step))[];
  /** What happens to all calls after those. */
  always?: Step;
  /** The same for logins. */
  iam?: readonly Step[];
  iamAlways?: Step;
  service?: RigOptions['service'];
  credentials?: RigOptions['credentials'];
  plate?: RigOptions['plate'];
  /** Messages that are sent at once; then others, one by one. */
  burst?: number;
  afterwards?: number;
  /** What happens while they are on their way. */
  meanwhile?: (emulator: Emulator, rig: Rig) => Promise<void>;
  /** One for all messages, or one for each in the order of sending. */
  ends: Ending | readonly Ending[];
  /** Calls that arrive, all in all. */
  calls: number;
  logins?: number;
}

export const plate = (attempts = 1): Ending => ({ code: undefined, attempts });
export const error = (code: string, attempts = 1): Ending => ({ code, attempts });
