import { answers } from './answers';
import { KEY_RULE, LOGIN_RULE, Locks } from './locks';
import type { Settings } from './options';
import { parseAuthorization, verifySignature } from './signature-check';
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
  readonly logins = new Locks(LOGIN_RULE);
  readonly keys = new Locks(KEY_RULE);
  readonly #calls: Window;
  readonly #loginTimes: Window;

  constructor(settings: Settings, clockSkew: number) {
    this.settings = settings;
    this.clockSkew = clockSkew;
    this.#calls = new Window(settings.throttle?.per === 'second' ? 1000 : 60_000);
    this.#loginTimes = new Window((settings.loginThrottle?.seconds ?? 0) * 1000);
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

  /** Counts a login; a refusal when that is one too many. */
  loginThrottled(): Answer | undefined {
    const { loginThrottle, now } = this.settings;
    if (!loginThrottle || this.#loginTimes.admit(now(), loginThrottle.times)) return undefined;
    const { times, seconds } = loginThrottle;
    const message = `The throttling threshold has been reached. Threshold: ${times} times per ${seconds} seconds`;
    return answers.refusal('IAM.0012', { message });
  }

  /** Judges a signed request; too many failures in a row lock the access key, right signatures included. */
  checkSignature(call: Call, body: Buffer): Answer | undefined {
    const { headers, method, path } = call;
    const accessKey = parseAuthorization(headers.authorization ?? '')?.accessKey;
    if (accessKey !== undefined) call.accessKey = accessKey;
    const name = accessKey ?? '';
    const now = this.settings.now();
    if (this.keys.locked(name, now)) return this.#unsigned('AK access failed to reach the limit,forbidden');
    const fault = verifySignature(
      { method, target: path, headers, body },
      this.settings.keys,
      this.serverTime(),
    );
    if (fault === undefined) {
      this.keys.succeeded(name);
      return undefined;
    }
    this.keys.failed(name, now);
    return this.#unsigned(fault);
  }

  #unsigned(reason: string): Answer {
    const message = `Incorrect IAM authentication information: ${reason}`;
    return answers.refusal(`${this.settings.prefix}.0301`, { message });
  }
}
