import type { Clock } from '../clock';
import { PlateError } from '../errors';

/** Calls of one local day. */
export interface Spent {
  /** `YYYY-MM-DD` */
  day: string;
  calls: number;
  /** ms that Node-RED has run since that day began, restarts or not. */
  ran: number;
}

type Count = Pick<Spent, 'day' | 'calls'>;

/** Where the count outlives this process. Neither ever rejects. */
export interface Ledger {
  /** Resolves with nothing where that takes too long; `late` hears of it then. */
  load: (late?: (spent: Spent | undefined) => void) => Promise<Spent | undefined>;
  save: (spent: Spent) => Promise<void>;
}

/** So long after its start a day is over whatever the clock says: the longest has 25 h. */
const LONGEST_DAY = 25 * 60 * 60_000;

/** ms after which it is written anew how long the day has lasted, though no call is left to count. */
const BETWEEN_NOTES = 10 * 60_000;

/** Counts the calls of each local day, before they are sent. */
export class Budget {
  #spent: Count | undefined;
  /** As if this process had run since then. */
  #dayBegan = 0;
  #notedAt = 0;
  #loading: Promise<void> | undefined;
  #saving = Promise.resolve();

  constructor(
    private readonly callsPerDay: number,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** Throws `BUDGET_SPENT` where there is no call left. */
  async check(): Promise<void> {
    await this.#loaded();
    this.#unspent();
  }

  /** Counts one call. Throws `BUDGET_SPENT` where there is none left. Resolves once the count is safe. */
  async spend(): Promise<void> {
    await this.#loaded();
    const spent = this.#unspent();
    this.#spent = { ...spent, calls: spent.calls + 1 };
    await this.#save();
  }

  /** Resolves when nothing is left to write. */
  async close(): Promise<void> {
    await this.#saving;
  }

  /** Today's count. Throws `BUDGET_SPENT`; not async, so that nobody else counts between this and the next one. */
  #unspent(): Count {
    const spent = this.#today();
    if (spent.calls < this.callsPerDay) return spent;
    if (this.clock.now() - this.#notedAt >= BETWEEN_NOTES) void this.#save();
    throw budgetSpent(this.callsPerDay);
  }

  /**
   * A new day begins when the date is later than any that was seen: a clock set back gives no new budget. A date that
   * was wrong by years would block the budget for as long, hence the second way, after which the clock is believed. It
   * adds up the hours of all processes: many machines are restarted every day, some of them with the same date each time.
   */
  #today(): Count {
    const day = localDay(this.clock.date());
    const now = this.clock.now();
    const known = this.#spent ?? { day, calls: 0 };
    if (day <= known.day && now - this.#dayBegan < LONGEST_DAY) return known;
    this.#dayBegan = now;
    this.#spent = { day, calls: 0 };
    return this.#spent;
  }

  #loaded(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    const earlier = await this.ledger.load((spent) => this.#addEarlier(spent));
    this.#spent = earlier;
    this.#notedAt = this.clock.now();
    this.#dayBegan = this.#notedAt - (earlier?.ran ?? 0);
  }

  /** What was counted before this process, known only after it began to call. */
  #addEarlier(earlier: Spent | undefined): void {
    const own = this.#spent;
    if (earlier && (!own || earlier.day >= own.day)) {
      this.#spent = { day: earlier.day, calls: earlier.calls + (own?.calls ?? 0) };
      this.#dayBegan -= earlier.ran;
    }
    void this.#save();
  }

  /** One write at a time; those that wait for it are covered by the next one together. */
  #save(): Promise<void> {
    const mine = this.#saving.then(() => {
      if (this.#saving === mine && this.#spent) return this.ledger.save(this.#noted(this.#spent));
      return undefined;
    });
    this.#saving = mine;
    return mine;
  }

  #noted({ day, calls }: Count): Spent {
    this.#notedAt = this.clock.now();
    return { day, calls, ran: Math.round(this.#notedAt - this.#dayBegan) };
  }
}

function localDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function budgetSpent(callsPerDay: number): PlateError {
  const message = `The ${callsPerDay} calls of this day are used up.`;
  return new PlateError('BUDGET_SPENT', 'quota', message, { retryable: true });
}
