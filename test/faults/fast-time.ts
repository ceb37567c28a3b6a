import sinon from 'sinon';

/** So many ms pass in each turn of the event loop. */
const STEP = 50;

/**
 * Time for our own timers that passes by turns of the event loop, not by the clock on the wall: what takes some turns,
 * as an exchange on this machine does, takes some tenths of a second; what nobody moves on takes its 10 s at once.
 */
export class FastTime {
  readonly #turns: NodeJS.Timeout;
  readonly #clock: sinon.SinonFakeTimers;

  constructor() {
    const { setInterval } = globalThis;
    this.#clock = sinon.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'performance'],
      // Whatever began before may end under this clock.
      shouldClearNativeTimers: true,
    });
    this.#turns = setInterval(() => this.#clock.tick(STEP), 1);
  }

  /** Lets so many ms pass at once. */
  pass(ms: number): void {
    this.#clock.tick(ms);
  }

  end(): void {
    clearInterval(this.#turns);
    this.#clock.restore();
  }
}
