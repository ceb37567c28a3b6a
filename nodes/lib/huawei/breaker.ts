import type { Clock } from '../clock';
import { PlateError } from '../errors';

/** Messages in a row that must fail before it opens. */
const FAILURES = 5;
const FIRST_PROBE = 10_000;
const LAST_PROBE = 60_000;

/** `answer`: the service is there; `failure`: it is not; `neither`: the message says nothing about it. */
export type Verdict = 'answer' | 'failure' | 'neither';

/** One message that was let through; it must be ended exactly once. */
export interface Passage {
  end: (verdict: Verdict) => void;
}

/**
 * Spares a dead service, and everybody who waits for it. Opens after five messages in a row that it fails, lets
 * one through after 10 s, then after 20, 40 and every 60 s, and closes on any answer.
 */
export class Breaker {
  #failures = 0;
  #openSince: number | undefined;
  #wait = FIRST_PROBE;
  #probe: Passage | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly onChange: () => void = () => {},
  ) {}

  get isOpen(): boolean {
    return this.#openSince !== undefined;
  }

  /** Throws `CIRCUIT_OPEN` while the service is spared. */
  enter(): Passage {
    let ended = false;
    const passage: Passage = {
      end: (verdict) => {
        if (ended) return;
        ended = true;
        this.#ended(passage, verdict);
      },
    };
    if (this.#openSince !== undefined) {
      const left = this.#openSince + this.#wait - this.clock.now();
      if (left > 0 || this.#probe) throw circuitOpen(Math.max(left, 0));
      this.#probe = passage;
    }
    return passage;
  }

  #ended(passage: Passage, verdict: Verdict): void {
    const wasProbe = this.#probe === passage;
    if (wasProbe) this.#probe = undefined;
    if (verdict === 'answer') this.#close();
    else if (verdict === 'failure') this.#failed(wasProbe);
  }

  #close(): void {
    this.#failures = 0;
    this.#wait = FIRST_PROBE;
    // Where another message brought the answer first, its end is no more than that of any message.
    this.#probe = undefined;
    if (this.#openSince === undefined) return;
    this.#openSince = undefined;
    this.onChange();
  }

  #failed(wasProbe: boolean): void {
    if (wasProbe) {
      this.#wait = Math.min(2 * this.#wait, LAST_PROBE);
      this.#openSince = this.clock.now();
      return;
    }
    // Messages that were under way when it opened end later: they are no news.
    if (this.#openSince !== undefined || ++this.#failures < FAILURES) return;
    this.#openSince = this.clock.now();
    this.onChange();
  }
}

function circuitOpen(left: number): PlateError {
  const when = left > 0 ? `in ${Math.ceil(left / 1000)} s` : 'just now, with another picture';
  const message = `The service failed ${FAILURES} times in a row; it is tried again ${when}.`;
  return new PlateError('CIRCUIT_OPEN', 'network', message, { retryable: true });
}
