import type { Clock, GateOptions, Verdict } from '#nodes/lib/gate/gate';
import { createGate } from '#nodes/lib/gate/gate';

export const NOW = Date.UTC(2027, 4, 1, 12);

export const defaults: GateOptions = {
  tolerance: 0,
  minConfidence: 0.8,
  maxAge: 15,
  requireTime: false,
  allowFallback: true,
  rearm: 30,
  frames: 1,
  agree: 1,
  frameTimeout: 3,
};

/** Corners of a plate that is `width` pixels wide. */
export function corners(width: number): [number, number][] {
  const height = width / 4;
  return [
    [100, 100],
    [100 + width, 100],
    [100 + width, 100 + height],
    [100, 100 + height],
  ];
}

export function plate(plate_number: unknown, fields: object = {}) {
  return {
    plate_number,
    plate_color: 'blue',
    plate_location: corners(200),
    confidence: 0.95,
    ...fields,
  };
}

/** A message as the license-plate node sends it, its picture taken at `takenAt`. */
export function message(plate_number: unknown, takenAt: unknown = NOW, fields: object = {}) {
  const payload = plate(plate_number);
  return {
    _msgid: 'a1',
    payload,
    plates: [payload],
    recognition: { engine: 'huawei', attempts: 1, duration: 300, takenAt, takenFrom: 'message' },
    ...fields,
  };
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #now: number;
  #timers = new Set<{ at: number; callback: () => void }>();

  constructor(now = NOW) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that neither rang nor were cancelled. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Goes on by so many seconds and rings what is due on the way. */
  pass(seconds: number): void {
    const until = this.#now + seconds * 1000;
    const due = [...this.#timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
    for (const timer of due) {
      // An earlier one may have cancelled it.
      if (!this.#timers.delete(timer)) continue;
      this.#now = timer.at;
      timer.callback();
    }
    this.#now = until;
  }
}

/** A gate with its clock, its list, which may be changed, and what it answers in short: the reason, or `silent`. */
export function gateWith(options: Partial<GateOptions> = {}, list?: unknown, now = NOW) {
  const clock = new ManualClock(now);
  const listed = { now: list };
  const gate = createGate({ ...defaults, ...options }, clock, async () => listed.now);
  const reasonFor = async (input: unknown): Promise<string> => short(await gate.judge(input));
  return { clock, gate, listed, reasonFor };
}

export function short(answer: Verdict | 'silent'): string {
  return answer === 'silent' ? answer : answer.reason;
}

/** One decision of a gate that has just been opened for business. */
export async function judgeOnce(
  input: unknown,
  list: unknown,
  options: Partial<GateOptions> = {},
): Promise<Verdict> {
  const answer = await gateWith(options, list).gate.judge(input);
  if (answer === 'silent') throw new Error('the first message of a gate was silenced');
  return answer;
}
