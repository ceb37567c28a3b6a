import { answers } from './answers';
import type { Settings } from './options';
import { Tokens } from './tokens';
import type { Answer, Call } from './types';
import { Window } from './window';

/** What the emulator remembers between requests: tokens, locks, throttles, its clock. */
export class State {
  readonly settings: Settings;
  readonly tokens = new Tokens();
  /** ms the server's clock is ahead of the real one; may be changed at any time. */
  clockSkew: number;
  /** OCR requests open right now; set by the server. */
  inFlight: () => number = () => 0;
  readonly #calls: Window;

  constructor(settings: Settings, clockSkew: number) {
    this.settings = settings;
    this.clockSkew = clockSkew;
    this.#calls = new Window(settings.throttle?.per === 'second' ? 1000 : 60_000);
    for (const value of settings.tokens) {
      this.tokens.accept({
        value,
        projectId: settings.projectId,
        issuedAt: this.serverTime(),
        expiresAt: Number.MAX_SAFE_INTEGER,
      });
    }
  }

  serverTime = (): number => this.settings.now() + this.clockSkew;

  /** Counts a call; a refusal when that is one too many. Refused calls do not count. */
  throttled(): Answer | undefined {
    const { throttle, prefix } = this.settings;
    if (!throttle || this.#calls.admit(this.settings.now(), throttle.limit)) return undefined;
    return answers.throttled(throttle.limit, throttle.per, throttle.retryAfter, prefix);
  }

  checkSignature(_call: Call, _body: Buffer): Answer | undefined {
    return answers.refusal(`${this.settings.prefix}.0301`);
  }
}
