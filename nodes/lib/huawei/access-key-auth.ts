import { type Clock, unlessAborted } from '../clock';
import type { PlateError } from '../errors';
import type { Auth, CallFacts, Outcome, Session } from './auth';
import { bareCode } from './error-codes';
import { Hold } from './hold';
import { authorization, signatureDate } from './signature';

export interface AccessKey {
  projectId: string;
  accessKey: string;
  secretKey: string;
  /** Comes with a temporary key. */
  securityToken: string;
}

/** The gateway locks a key for five minutes after five refused signatures in a row. */
const HOLD = 5 * 60_000;

/** ms after which a first call may be lost: from then on another one may prove the key as well. */
const PATIENCE = 3000;

/** A correction below this would not change the gateway's mind, which tolerates 15 minutes. */
const SKEW = 60_000;

interface Signed extends Session {
  /** ms by which the service's clock was taken to be ahead. */
  skew: number;
}

/** The one call under way by which it shows whether the key is taken. */
interface Proof {
  session: Signed;
  ended: Promise<void>;
  end: () => void;
}

/** Signs each call. A refused signature is repeated only where the clock explains it. */
export class AccessKeyAuth implements Auth {
  readonly #hold: Hold;
  #skew = 0;
  /** A first call goes alone: many at once with a wrong key would lock it. */
  #proven = false;
  #proof: Proof | undefined;

  constructor(
    private readonly key: AccessKey,
    private readonly clock: Clock,
  ) {
    this.#hold = new Hold(clock, HOLD);
  }

  async session(signal: AbortSignal): Promise<Session> {
    while (!this.#proven && this.#proof) await unlessAborted(this.#proof.ended, signal);
    this.#hold.check();
    const session: Signed = {
      projectId: this.key.projectId,
      skew: this.#skew,
      headers: (call) => this.#sign(call, session),
    };
    if (!this.#proven) this.#beginProof(session);
    return session;
  }

  settle(session: Signed, outcome: Outcome): boolean {
    const repeat = this.#judge(session, outcome);
    // An answer shows it whosever it is: one may come late, when another call is under way to prove the key.
    if (outcome.answered || this.#proof?.session === session) this.#endProof();
    return repeat;
  }

  warning(): string | undefined {
    if (Math.abs(this.#skew) < SKEW) return undefined;
    const minutes = Math.round(Math.abs(this.#skew) / 60_000);
    const direction = this.#skew > 0 ? 'behind' : 'ahead of';
    return `The clock of this machine is ${minutes} min ${direction} the service's: set it.`;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #beginProof(session: Signed): void {
    const timer = setTimeout(() => this.#endProof(), PATIENCE);
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#proof = { session, ended, end };
  }

  #endProof(): void {
    this.#proof?.end();
    this.#proof = undefined;
  }

  #judge(session: Signed, { answered, error, serverTime }: Outcome): boolean {
    if (!isSignatureRefusal(error)) {
      this.#proven ||= answered;
      return false;
    }
    this.#proven = false;
    if (/signature expired/i.test(error.message) && serverTime !== undefined) {
      const skew = serverTime - this.clock.date().getTime();
      if (Math.abs(skew - session.skew) >= SKEW) {
        this.#skew = skew;
        return true;
      }
    }
    this.#hold.begin(error);
    return false;
  }

  async #sign({ method, host, path, headers, bodyHash }: CallFacts, session: Signed) {
    const { projectId, accessKey, secretKey, securityToken } = this.key;
    const hash = await bodyHash();
    session.skew = this.#skew;
    const proof = {
      'x-sdk-date': signatureDate(new Date(this.clock.date().getTime() + session.skew)),
      'x-project-id': projectId,
      ...(securityToken !== '' && { 'x-security-token': securityToken }),
    };
    // The content type is left out, as the gateway allows: proxies like to add a charset to it.
    const signed = { ...headers, ...proof, host };
    const request = { method, path, headers: signed, bodyHash: hash };
    return { ...proof, authorization: authorization(request, accessKey, secretKey) };
  }
}

function isSignatureRefusal(error: PlateError | undefined): error is PlateError {
  return error?.statusCode === 401 && bareCode(error.code) === 'APIG.0301';
}
