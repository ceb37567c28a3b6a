import type { Clock } from '../clock';
import { PlateError } from '../errors';

/**
 * Keeps us from being refused again and again: five failures lock the account for a quarter of an hour, its key for
 * five minutes, and for everybody else who uses them. New credentials come with a new reader, which holds nothing.
 */
export class Hold {
  #until = Number.NEGATIVE_INFINITY;
  #reason = '';

  constructor(
    private readonly clock: Clock,
    /** ms without another attempt. */
    private readonly length: number,
  ) {}

  begin(refusal: PlateError): void {
    this.#until = this.clock.now() + this.length;
    this.#reason = refusal.code;
  }

  /** Throws `AUTH_HELD` while we hold back. */
  check(): void {
    const left = this.#until - this.clock.now();
    if (left <= 0) return;
    const minutes = Math.ceil(left / 60_000);
    const message = `The login was refused (${this.#reason}): there is no further attempt for ${minutes} min.`;
    throw new PlateError('AUTH_HELD', 'auth', message);
  }
}
