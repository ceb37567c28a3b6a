import { agreement, type BurstRules, surest } from './agreement';
import type { Clock } from './clock';
import type { Judgement } from './decide';

/** One message of a burst that waits for the others. */
export interface Frame {
  judgement: Judgement;
  /** Judges it anew, because it grew older while it waited. */
  judgeAgain(): Judgement;
  /** Called exactly once: with the decision of the burst, or `undefined` where another frame carries that. */
  answer(judgement: Judgement | undefined): void;
}

interface Burst {
  /** The frames with a plate, in the order they came. */
  votes: Frame[];
  /** The latest frame without one; earlier ones were let go. */
  blank?: Frame;
  stopTimer: () => void;
}

/** Bursts collected at once: each may hold pictures, so beyond this the oldest is decided on what it has. */
const MOST_OPEN = 64;

/** Decided bursts whose late frames are known as such. */
const MOST_DECIDED = 256;

/**
 * Gathers frames by the id of their burst until they settle the decision, or their time is up. Frames without a plate
 * neither agree nor disagree. Late frames of a decided burst are let go for as long as a burst may take.
 */
export class Bursts {
  readonly #rules: BurstRules;
  readonly #clock: Clock;
  readonly #open = new Map<string, Burst>();
  readonly #decidedAt = new Map<string, number>();

  constructor(rules: BurstRules, clock: Clock) {
    this.#rules = rules;
    this.#clock = clock;
  }

  /** @param id of the burst; a frame without one stands for itself */
  add(id: string | undefined, frame: Frame): void {
    if (id === undefined)
      this.#answer(frame.judgement.car ? { votes: [frame] } : { votes: [], blank: frame });
    else if (this.#isLate(id)) frame.answer(undefined);
    else this.#join(id, frame);
  }

  /** Lets all frames go without a decision. */
  close(): void {
    for (const { votes, blank, stopTimer } of this.#open.values()) {
      stopTimer();
      for (const frame of blank ? [...votes, blank] : votes) frame.answer(undefined);
    }
    this.#open.clear();
    this.#decidedAt.clear();
  }

  #join(id: string, frame: Frame): void {
    const burst = this.#open.get(id) ?? this.#begin(id);
    if (frame.judgement.car) {
      burst.votes.push(frame);
    } else {
      burst.blank?.answer(undefined);
      burst.blank = frame;
    }
    if (agreement(burst.votes, this.#rules, this.#left(burst)) !== 'open') this.#decide(id, burst);
  }

  #begin(id: string): Burst {
    const [oldest] = this.#open;
    if (oldest && this.#open.size >= MOST_OPEN) this.#decide(...oldest);
    const stopTimer = this.#clock.after(this.#rules.frameTimeout * 1000, () => this.#decide(id, burst));
    const burst: Burst = { votes: [], stopTimer };
    this.#open.set(id, burst);
    return burst;
  }

  #decide(id: string, burst: Burst): void {
    burst.stopTimer();
    this.#open.delete(id);
    this.#decidedAt.delete(id);
    this.#decidedAt.set(id, this.#clock.now());
    const [oldest] = this.#decidedAt.keys();
    if (oldest !== undefined && this.#decidedAt.size > MOST_DECIDED) this.#decidedAt.delete(oldest);
    this.#answer(burst);
  }

  #answer({ votes, blank }: Pick<Burst, 'votes' | 'blank'>): void {
    const agreed = agreement(votes, this.#rules, 0);
    const speaker = typeof agreed === 'object' ? agreed : (surest(votes) ?? blank);
    for (const frame of blank ? [...votes, blank] : votes) {
      if (frame !== speaker) frame.answer(undefined);
    }
    if (!speaker) return;
    const judgement = speaker.judgeAgain();
    speaker.answer(agreed === 'none' && votes.length > 0 ? withoutAgreement(judgement) : judgement);
  }

  #left(burst: Burst): number {
    return Math.max(0, this.#rules.frames - burst.votes.length);
  }

  #isLate(id: string): boolean {
    const decidedAt = this.#decidedAt.get(id);
    return (
      decidedAt !== undefined && Math.abs(this.#clock.now() - decidedAt) < this.#rules.frameTimeout * 1000
    );
  }
}

function withoutAgreement(judgement: Judgement): Judgement {
  return { ...judgement, verdict: { ...judgement.verdict, decision: 'deny', reason: 'no-agreement' } };
}
