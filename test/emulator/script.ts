import type { Answer, Exchange, Fault, Step } from './types';

/** A step, or a function that picks one for the request at hand (`undefined`: answer as usual). */
export type Cue<E extends Exchange> = Step | ((exchange: E) => Step | undefined);

export interface Taken {
  readonly step: Step | undefined;
  /** Puts the step back to the front: the request was refused before it could play. */
  readonly giveBack: () => void;
}

/** What is to happen to the next requests, in order of their arrival. */
export class Script<E extends Exchange> {
  readonly #queue: Cue<E>[] = [];
  #standing: Cue<E> | undefined;

  /** Queues answers for the next requests. */
  answer(...answers: readonly Answer[]): this {
    return this.script(...answers);
  }

  /** Queues faults for the next requests. */
  misbehave(...faults: readonly Fault[]): this {
    return this.script(...faults);
  }

  /** Queues answers and faults, mixed. */
  script(...cues: readonly Cue<E>[]): this {
    this.#queue.push(...cues);
    return this;
  }

  /** What to do whenever the queue is empty; `undefined` goes back to the emulator's own judgement. */
  respondWith(cue: Cue<E> | undefined): this {
    this.#standing = cue;
    return this;
  }

  /** Steps still waiting for a request. */
  get pending(): number {
    return this.#queue.length;
  }

  clear(): void {
    this.#queue.length = 0;
    this.#standing = undefined;
  }

  take(exchange: E): Taken {
    const cue = this.#queue.shift();
    const chosen = cue ?? this.#standing;
    return {
      step: typeof chosen === 'function' ? chosen(exchange) : chosen,
      giveBack: () => {
        if (cue) this.#queue.unshift(cue);
      },
    };
  }

  /** Takes the next step if it is one that strikes before any request exists. */
  takeForConnection(): boolean {
    const next = this.#queue[0] ?? this.#standing;
    const strikes =
      typeof next === 'object' && 'fault' in next && next.fault === 'reset' && next.when === 'connect';
    if (strikes) this.#queue.shift();
    return strikes;
  }
}
