import type { BurstRules } from './agreement';
import { Bursts } from './burst';
import type { Clock } from './clock';
import { decide, type Judgement } from './decide';
import type { Rules } from './judge-plate';
import { ListReader, type PlateIndex } from './list-reader';
import { hasPlate, parseMessage } from './message';
import type { Verdict } from './verdict';
import { Visits } from './visits';

export { type Clock, isWrong, systemClock } from './clock';
export { listFromText, unreadableAt } from './list';
export type { Decision, Other, Reason, Verdict } from './verdict';

/** The checked properties of a gate; times in seconds. */
export interface GateOptions extends Rules, BurstRules {
  /** For how long after its last sighting a car is on the same visit; 0 decides anew on every message. */
  rearm: number;
}

/** Decides what a plate may do. */
export interface Gate {
  /**
   * Judges a message of the license-plate node, of whatever shape it is.
   *
   * Each call is answered once: with what becomes `msg.gate`, or with `'silent'` for a message that ends here, because it
   * repeats a decision of the same visit, another frame of its burst speaks for it, or the gate was closed. The answer
   * comes at once unless the message waits for the rest of its burst.
   */
  judge(message: unknown): Promise<Verdict | 'silent'>;
  /** Forgets all visits: the next qualifying frame of any car opens. */
  reset(): void;
  /** Ends waiting bursts silently and stops their timers. */
  close(): void;
}

/**
 * @param readList gives the list as it is now, and is asked at every decision: anything but an array denies; see
 * `listFromText` for one out of the environment
 */
export function createGate(options: GateOptions, clock: Clock, readList: () => Promise<unknown>): Gate {
  const reader = new ListReader();
  const readIndex = async () => reader.read(await readList());
  const visits = new Visits(options.rearm);
  const bursts = new Bursts(options, clock, readIndex);
  let isClosed = false;

  function announce(judgement: Judgement | undefined): Verdict | 'silent' {
    return judgement && !visits.isRepeat(judgement, clock.now()) ? judgement.verdict : 'silent';
  }

  return {
    async judge(message) {
      const sighting = parseMessage(message);
      const index = await readIndex();
      if (isClosed) return 'silent';
      const judge = (now: PlateIndex | undefined) =>
        decide({ sighting, index: now, rules: options, now: clock.now() });
      if (!(options.frames > 1)) return announce(judge(index));
      return new Promise((resolve) => {
        const answer = (judgement: Judgement | undefined) => resolve(announce(judgement));
        bursts.add(sighting.burst, { hasPlate: hasPlate(sighting), judge, answer }, index);
      });
    },
    reset: () => visits.forgetAll(),
    close() {
      isClosed = true;
      bursts.close();
      visits.forgetAll();
    },
  };
}
