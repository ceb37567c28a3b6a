import { HINTS, type Hint } from './hints';

/** What kind of trouble it is: the coarse half of the contract that flows switch on. */
export type Category =
  | 'config'
  | 'input'
  | 'no-plate'
  | 'auth'
  | 'account'
  | 'quota'
  | 'busy'
  | 'timeout'
  | 'network'
  | 'service'
  | 'internal';

/** What is known about a failure beyond its code and category. */
export interface Details {
  /** Whether the very same message may succeed later. */
  retryable?: boolean;
  /** HTTP status of the service's answer. */
  statusCode?: number;
  /** The service's own id of the request, for its support. */
  requestId?: string;
  /** Requests that were sent for this message. */
  attempts?: number;
  /** What to do about it, where `HINTS` does not have it by the code. */
  hint?: Hint;
  cause?: unknown;
}

/**
 * Every failure this package raises on purpose.
 *
 * `code` is a public contract: the service's own `error_code` where there is one, otherwise one of ours.
 * Messages never hold secrets, pictures or plates.
 */
export class PlateError extends Error {
  override readonly name = 'PlateError';
  readonly retryable: boolean;
  readonly statusCode: number | undefined;
  readonly requestId: string | undefined;
  /** What to do about it, by language. */
  readonly hint: Hint | undefined;
  attempts: number;

  constructor(
    readonly code: string,
    readonly category: Category,
    message: string,
    details: Details = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.retryable = details.retryable ?? false;
    this.statusCode = details.statusCode;
    this.requestId = details.requestId;
    this.attempts = details.attempts ?? 0;
    this.hint = details.hint ?? ownHint(code);
  }

  /** The same failure, told otherwise: for one message of several that it ended, or to a user who has to do something else. */
  with(changes: Pick<Details, 'attempts' | 'hint'>): PlateError {
    const { code, category, message, retryable, statusCode, requestId, attempts, hint, cause } = this;
    return new PlateError(code, category, message, {
      retryable,
      attempts,
      cause,
      ...(statusCode !== undefined && { statusCode }),
      ...(requestId !== undefined && { requestId }),
      ...(hint && { hint }),
      ...changes,
    });
  }
}

/** A saved property that no node can work with; `rule` is the rest of a sentence that begins with the field. */
export function badField(nodeType: string, field: string, rule: string, details: Details = {}): PlateError {
  return new PlateError('BAD_CONFIG', 'config', `${nodeType}: the field "${field}" ${rule}.`, details);
}

/** For what is under way when its service ends and its own node does not: a deploy of the one alone. */
export class ServiceClosed extends PlateError {
  constructor() {
    super('NETWORK', 'network', 'The service node was deployed anew or removed meanwhile.', {
      retryable: true,
      hint: HINTS['service-closed'],
    });
  }
}

function ownHint(code: string): Hint | undefined {
  return Object.hasOwn(HINTS, code) ? HINTS[code as keyof typeof HINTS] : undefined;
}

/** Whatever was thrown: what nobody raised on purpose is a bug of ours, `UNEXPECTED`. */
export function asPlateError(thrown: unknown): PlateError {
  if (thrown instanceof PlateError) return thrown;
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new PlateError('UNEXPECTED', 'internal', cause.message, { cause });
}

/** What `make` returns, or the `PlateError` that it throws. */
export function orProblem<T>(make: () => T): T | PlateError {
  try {
    return make();
  } catch (error) {
    if (error instanceof PlateError) return error;
    throw error;
  }
}
