import { type PlateError, ServiceClosed } from '../errors';

/** Calls, or logins, that one message is worth. */
const MAX_TRIES = 3;

/** The service asks for 2 to 5 s after a throttled call; anything else is tried again sooner. */
const THROTTLED_WAIT = 2000;
const FIRST_WAIT = 1000;

export interface Failed {
  error: PlateError;
  /** Which try of the message failed: 1 for the first. */
  tries: number;
  /** ms that the service asks us to wait; `undefined` where it does not. */
  retryAfter?: number | undefined;
}

/**
 * How long to wait before a failed call is sent again, in ms; `undefined` where it is not worth it. A 2xx is never
 * repeated, however broken: it is billed. `random` gives 0 to 1.
 */
export function retryWait(
  { error, tries, retryAfter = 0 }: Failed,
  random: () => number,
): number | undefined {
  const { retryable, category } = error;
  // With a closed service, there is nothing left to send it by.
  if (!retryable || isBilled(error) || error instanceof ServiceClosed) return undefined;
  // What the service could not fetch may have been a moment's trouble, but it is the flow's URL: once.
  if (tries >= (category === 'input' ? 2 : MAX_TRIES)) return undefined;
  const spread = random() * FIRST_WAIT * 2 ** (tries - 1);
  return Math.max(isThrottled(error) ? THROTTLED_WAIT + spread : spread, retryAfter);
}

/** Whether the call counts as answered, whatever the answer says: every 2xx is billed. */
export function isBilled({ statusCode = 0 }: PlateError): boolean {
  return statusCode >= 200 && statusCode <= 299;
}

/** Whether the service asks for fewer calls; a gateway may do so without a code. */
export function isThrottled({ category, statusCode }: PlateError): boolean {
  return category === 'quota' || statusCode === 429;
}

/**
 * The `Retry-After` header (RFC 9110, 10.2.3) in ms from now: seconds, or a date, which is read by the clock of the
 * server that wrote it. `undefined` where it is neither.
 */
export function parseRetryAfter(header: string | undefined, serverTime: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse alone would take "7.5" or "-1" for a month.
  if (!/^[a-z]{3,9}, /i.test(text)) return undefined;
  const wait = Date.parse(text) - serverTime;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
