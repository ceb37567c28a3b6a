import { agreement, type BurstRules, surest } from './agreement';
import type { Clock } from './clock';
import type { Judgement } from './decide';
import type { PlateIndex } from './list-reader';

/** One message of a burst that waits for the others. */
export interface Frame {
  hasPlate: boolean;
  /** Judges it by the list and the time of this moment: while it waits, it grows older and the list may change. */
  judge(index: PlateIndex | undefined): Judgement;
  /** Called exactly once: with the decision of the burst, or `undefined` where another frame carries that. */
  answer(judgement: Judgement | undefined): void;
}

interface Burst {
  /** Those with a plate, in the order they came. */
  frames: Frame[];
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
  readonly #readList: () => Promise<PlateIndex | undefined>;
  readonly #open = new Map<string, Burst>();
  readonly #decidedAt = new Map<string, number>();

  /** @param readList gives the list for bursts whose time is up; where it fails they are denied (`bad-list`) */
  constructor(rules: BurstRules, clock: Clock, readList: () => Promise<PlateIndex | undefined>) {
    this.#rules = rules;
    this.#clock = clock;
    this.#readList = readList;
  }

  /**
   * @param id of the burst; a frame without one stands for itself
   * @param index of the list as it is now
   */
  add(id: string | undefined, frame: Frame, index: PlateIndex | undefined): void {
    if (id === undefined)
      this.#answer(frame.hasPlate ? { frames: [frame] } : { frames: [], blank: frame }, index);
    else if (this.#isLate(id)) frame.answer(undefined);
    else this.#join(id, frame, index);
  }

  /** Lets all frames go without a decision. */
  close(): void {
    for (const { frames, blank, stopTimer } of this.#open.values()) {
      stopTimer();
      for (const frame of blank ? [...frames, blank] : frames) frame.answer(undefined);
    }
    this.#open.clear();
    this.#decidedAt.clear();
  }

  #join(id: string, frame: Frame, index: PlateIndex | undefined): void {
    const burst = this.#open.get(id) ?? this.#begin(id, index);
    if (frame.hasPlate) {
      burst.frames.push(frame);
    } else {
      burst.blank?.answer(undefined);
      burst.blank = frame;
    }
    const left = Math.max(0, this.#rules.frames - burst.frames.length);
    if (agreement(votesOf(burst, index), this.#rules, left) !== 'open') this.#decide(id, burst, index);
  }

  #begin(id: string, index: PlateIndex | undefined): Burst {
    const [oldest] = this.#open;
    if (oldest && this.#open.size >= MOST_OPEN) this.#decide(...oldest, index);
    const stopTimer = this.#clock.after(this.#rules.frameTimeout * 1000, () => void this.#timeUp(id, burst));
    const burst: Burst = { frames: [], stopTimer };
    this.#open.set(id, burst);
    return burst;
  }

  async #timeUp(id: string, burst: Burst): Promise<void> {
    const index = await this.#readList().catch(() => undefined);
    // A frame may have settled it meanwhile, or the gate was closed.
    if (this.#open.get(id) === burst) this.#decide(id, burst, index);
  }

  #decide(id: string, burst: Burst, index: PlateIndex | undefined): void {
    burst.stopTimer();
    this.#open.delete(id);
    this.#decidedAt.delete(id);
    this.#decidedAt.set(id, this.#clock.now());
    const [oldest] = this.#decidedAt.keys();
    if (oldest !== undefined && this.#decidedAt.size > MOST_DECIDED) this.#decidedAt.delete(oldest);
    this.#answer(burst, index);
  }

  #answer(burst: Pick<Burst, 'frames' | 'blank'>, index: PlateIndex | undefined): void {
    const votes = votesOf(burst, index);
    const agreed = agreement(votes, this.#rules, 0);
    const blank = burst.blank && { frame: burst.blank, judgement: burst.blank.judge(index) };
    const speaker = typeof agreed === 'object' ? agreed : (surest(votes) ?? blank);
    for (const vote of blank ? [...votes, blank] : votes) {
      if (vote !== speaker) vote.frame.answer(undefined);
    }
    if (!speaker) return;
    const { frame, judgement } = speaker;
    frame.answer(agreed === 'none' && votes.length > 0 ? withoutAgreement(judgement) : judgement);
  }

  #isLate(id: string): boolean {
    const decidedAt = this.#decidedAt.get(id);
    return (
      decidedAt !== undefined && Math.abs(this.#clock.now() - decidedAt) < this.#rules.frameTimeout * 1000
    );
  }
}

function votesOf({ frames }: Pick<Burst, 'frames'>, index: PlateIndex | undefined) {
  return frames.map((frame) => ({ frame, judgement: frame.judge(index) }));
}

function withoutAgreement(judgement: Judgement): Judgement {
  return { ...judgement, verdict: { ...judgement.verdict, decision: 'deny', reason: 'no-agreement' } };
}
