import { type Clock, unlessAborted } from '../clock';
import { deadlineOf } from '../deadline';
import { PlateError } from '../errors';
import type { Picture } from '../picture';
import type { Reading } from '../reader';
import { platesFrom } from './answer';
import type { Auth, Session } from './auth';
import { type RequestBody, requestBody } from './body';
import type { Budget } from './budget';
import type { Answered, Client } from './client';
import { type Pace, statedLimit } from './pace';
import { isBilled, isThrottled, parseRetryAfter, retryWait } from './retry';

export interface CallParts {
  client: Client;
  auth: Auth;
  pace: Pace;
  /** Missing where there is none to keep. */
  budget: Budget | undefined;
  clock: Clock;
  /** 0 to 1, for the spread of retries. */
  random: () => number;
}

/** One message on its way. */
interface Message {
  body: RequestBody;
  signal: AbortSignal;
  /** By the clock's `now`, when the signal will be aborted. */
  deadline: number;
  /** Calls that were sent for it. */
  attempts: number;
}

/** How one call failed, and what follows from that. */
class Failure extends Error {
  constructor(
    readonly error: PlateError,
    /** Worth one repeat at once, as the login is a new one or the clock is corrected. */
    readonly repairable = false,
    readonly retryAfter?: number,
  ) {
    super(error.message);
  }
}

/** Reads a picture by as many calls as it is worth, all of them before the deadline of its message. */
export class Calls {
  constructor(private readonly parts: CallParts) {}

  async read(picture: Picture, signal: AbortSignal): Promise<Reading> {
    const deadline = deadlineOf(signal);
    const message: Message = { body: requestBody(picture), signal, deadline, attempts: 0 };
    let earlier: PlateError | undefined;
    let repaired = false;
    for (let tries = 1; ; ) {
      try {
        return await this.#call(message);
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw ending(thrown, signal, earlier, message);
        const { error, repairable, retryAfter } = thrown;
        // What the service said about this message tells more than that our own limits allow no further call.
        if (isOwnLimit(error)) throw (earlier ?? error).with({ attempts: message.attempts });
        // And more than that a later call was not answered.
        earlier = error.statusCode === undefined ? (earlier ?? error) : error;
        if (repairable && !repaired && !isBilled(error)) {
          repaired = true;
          continue;
        }
        const wait = retryWait({ error, tries, retryAfter }, this.parts.random);
        if (!this.#fits(wait, message)) throw error.with({ attempts: message.attempts });
        await this.parts.clock.wait(wait, signal).catch((reason: unknown) => {
          throw ending(reason, signal, earlier, message);
        });
        tries++;
      }
    }
  }

  /** Whether there is a wait that ends before the deadline. */
  #fits(ms: number | undefined, { deadline }: Message): ms is number {
    return ms !== undefined && this.parts.clock.now() + ms < deadline;
  }

  /** One login if one is needed, and one call. Rejects with `Failure`, or with the signal's reason. */
  async #call(message: Message): Promise<Reading> {
    const { auth, clock, pace } = this.parts;
    const session = await auth.session(message.signal).catch((error: unknown) => {
      throw error instanceof PlateError && error !== message.signal.reason ? new Failure(error) : error;
    });
    const { answer, reading, error } = await this.#send(session, message);
    if (reading) {
      auth.settle(session, { answered: true, error: undefined, serverTime: undefined });
      pace.passed();
      return reading;
    }
    const refusal = error instanceof PlateError && error !== message.signal.reason ? error : undefined;
    const serverTime = timeOf(answer);
    const repairable = auth.settle(session, { answered: answer !== undefined, error: refusal, serverTime });
    const retryAfter = parseRetryAfter(answer?.header('retry-after'), serverTime ?? clock.date().getTime());
    if (answer && refusal && isThrottled(refusal)) pace.throttled(statedLimit(refusal.message), retryAfter);
    else if (answer) pace.passed();
    throw refusal ? new Failure(refusal, repairable, retryAfter) : error;
  }

  /** Never rejects, as the session must be settled whatever happens. */
  async #send(
    session: Session,
    message: Message,
  ): Promise<{ answer?: Answered; reading?: Reading; error?: unknown }> {
    const { client, pace, budget, clock } = this.parts;
    let answer: Answered | undefined;
    try {
      // The count may be kept on a disk that hangs. It comes first, as nobody is to wait for a turn without a call.
      if (budget) await unlessAborted(budget.check(), message.signal);
      const wait = pace.reserve(message.deadline);
      if (wait > 0) await clock.wait(wait, message.signal);
      if (budget) await unlessAborted(budget.spend(), message.signal);
      message.signal.throwIfAborted();
      message.attempts++;
      answer = await client.call(session, message.body, message.signal);
      return { answer, reading: this.#readingFrom(answer, message.attempts) };
    } catch (error) {
      return answer ? { answer, error } : { error };
    }
  }

  #readingFrom(answer: Answered, attempts: number): Reading {
    const { requestId } = answer;
    const plates = platesFrom(answer);
    const warning = this.parts.auth.warning();
    return {
      engine: 'huawei',
      plates,
      attempts,
      ...(requestId !== undefined && { requestId }),
      ...(warning !== undefined && { warnings: [warning] }),
    };
  }
}

/** What a message ends with that was cut short. */
function ending(thrown: unknown, signal: AbortSignal, earlier: PlateError | undefined, message: Message) {
  if (!(thrown instanceof PlateError)) return thrown;
  // Time ran out: an answer that came before tells more than that no other came.
  if (thrown === signal.reason && earlier?.statusCode !== undefined) {
    return earlier.with({ attempts: message.attempts });
  }
  // The reason is this message's own.
  thrown.attempts = message.attempts;
  return thrown;
}

function isOwnLimit({ code }: PlateError): boolean {
  return code === 'RATE_LIMITED' || code === 'BUDGET_SPENT';
}

/** The service's clock by the answer's `Date` header, in ms since the epoch. */
function timeOf(answer: Answered | undefined): number | undefined {
  const time = Date.parse(answer?.header('date') ?? '');
  return Number.isNaN(time) ? undefined : time;
}
