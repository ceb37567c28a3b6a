import { type Clock, unlessAborted } from '../clock';
import { PlateError, ServiceClosed } from '../errors';
import type { Auth, Outcome, Session } from './auth';
import { bareCode } from './error-codes';
import { Hold } from './hold';
import { type IssuedToken, login, type Password } from './iam';
import type { Route } from './transport';

/** IAM locks a user for 15 minutes after five failures within 15 minutes. */
const HOLD = 15 * 60_000;

/** A login that takes longer is given up. */
const LOGIN_TIMEOUT = 30_000;

/** A token is renewed so long before its end, or when nine tenths of its life are over, and may fail to until then. */
const RENEWAL_MARGIN = 30 * 60_000;

/** Between two renewals that bring nothing: of a token that still lives, or of one that was refused unused. */
const BETWEEN_RENEWALS = 60_000;

/** Codes by which gateway and service say that it is the token they do not want. */
const TOKEN_REFUSALS = new Set([
  'APIG.0301',
  'APIG.0307',
  'ModelArts.0203',
  'ModelArts.4102',
  'ModelArts.4103',
]);

interface Token extends IssuedToken {
  obtainedAt: number;
  /** It took the place of a refused one. */
  replacement: boolean;
  accepted: boolean;
}

interface TokenSession extends Session {
  token: Token;
}

/** Logs in by password when a call needs it. All calls share one token and one login under way. */
export class PasswordAuth implements Auth {
  readonly #hold: Hold;
  #token: Token | undefined;
  #login: Promise<Token> | undefined;
  #refused = false;
  #lastTry = Number.NEGATIVE_INFINITY;
  readonly #closing = new AbortController();

  constructor(
    private readonly by: Password,
    private readonly route: Route,
    private readonly clock: Clock,
  ) {
    this.#hold = new Hold(clock, HOLD);
  }

  async session(signal: AbortSignal): Promise<Session> {
    const token = this.#living() ?? (await unlessAborted(this.#renew(), signal));
    const headers = { 'x-auth-token': token.value };
    const session: TokenSession = {
      token,
      projectId: token.projectId,
      headers: () => Promise.resolve(headers),
    };
    return session;
  }

  settle({ token }: TokenSession, { answered, error }: Outcome): boolean {
    if (!error || !TOKEN_REFUSALS.has(bareCode(error.code))) {
      token.accepted ||= answered;
      return false;
    }
    // A late refusal must not throw away the token that another call has just renewed.
    if (this.#token !== token) return true;
    // A replacement that is refused at once will not be cured by one login per message.
    const young = this.clock.now() - token.obtainedAt < BETWEEN_RENEWALS;
    if (token.replacement && !token.accepted && young) return false;
    this.#token = undefined;
    this.#refused = true;
    return true;
  }

  warning(): undefined {
    return undefined;
  }

  async close(): Promise<void> {
    this.#closing.abort(new ServiceClosed());
    await this.route.close();
  }

  #living(): Token | undefined {
    const token = this.#token;
    if (!token) return undefined;
    const left = token.obtainedAt + token.lifetime - this.clock.now();
    if (left <= 0) return undefined;
    const due = left < Math.min(RENEWAL_MARGIN, token.lifetime / 10);
    // Nobody waits for this renewal, and nobody minds its failure while the token lives.
    if (due && this.clock.now() - this.#lastTry >= BETWEEN_RENEWALS) this.#renew().catch(() => {});
    return token;
  }

  /** Callers that arrive while a login is under way share it. */
  #renew(): Promise<Token> {
    this.#login ??= this.#logIn().finally(() => {
      this.#login = undefined;
    });
    return this.#login;
  }

  async #logIn(): Promise<Token> {
    this.#hold.check();
    this.#lastTry = this.clock.now();
    const giveUp = new AbortController();
    const onClose = () => giveUp.abort(this.#closing.signal.reason);
    this.#closing.signal.addEventListener('abort', onClose);
    const timer = setTimeout(() => giveUp.abort(slowLogin()), LOGIN_TIMEOUT);
    try {
      const issued = await login(this.route.dispatcher, this.by, giveUp.signal);
      this.#token = { ...issued, obtainedAt: this.clock.now(), replacement: this.#refused, accepted: false };
      this.#refused = false;
      return this.#token;
    } catch (error) {
      if (error instanceof PlateError && error.category === 'auth') this.#hold.begin(error);
      throw error;
    } finally {
      clearTimeout(timer);
      this.#closing.signal.removeEventListener('abort', onClose);
    }
  }
}

function slowLogin(): PlateError {
  const message = `The login had no answer within ${LOGIN_TIMEOUT / 1000} s.`;
  return new PlateError('NETWORK', 'network', message, { retryable: true });
}
