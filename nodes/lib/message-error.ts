import type { PlateError } from './errors';
import type { Language } from './hints';

/** The node that an error comes from, as Node-RED's own errors name it. */
export interface Source {
  id: string;
  type: string;
  name: string;
  /** How often a message has come back here with an error: Node-RED's guard against loops. */
  count: number;
}

/** `msg.error` of output 2. */
export interface MessageError {
  message: string;
  code: string;
  category: string;
  retryable: boolean;
  hint: string;
  statusCode?: number;
  requestId?: string;
  attempts: number;
  source: Source;
}

/** The error as output 2 carries it. */
export function asMessageError(error: PlateError, language: Language, source: Source): MessageError {
  return { message: error.message, code: error.code, ...facts(error, language), source };
}

/**
 * The error as `done` takes it. Of an error Node-RED copies only its text and its own `code` and `cause` to
 * `msg.error`: the remaining facts travel as the cause.
 */
export function asCaught(error: PlateError, language: Language): Error {
  const caught = new Error(error.message, { cause: facts(error, language) });
  caught.name = error.name;
  // The stack would only repeat the message and name our own files to somebody who looks for a cable.
  caught.stack = caught.toString();
  return Object.assign(caught, { code: error.code });
}

/** Whether an error on a message is from a node of this package. */
export function isOurs(error: unknown): error is { source: Source } {
  if (typeof error !== 'object' || error === null || !('source' in error)) return false;
  const { source } = error;
  return typeof source === 'object' && source !== null && 'type' in source && source.type === 'license-plate';
}

/** How often a message has already come back to a node with an error of its own. */
export function visitsBefore(error: unknown, nodeId: string): number {
  if (!isOurs(error)) return 0;
  const { source } = error;
  return source.id === nodeId && Number.isFinite(source.count) ? source.count : 0;
}

function facts(error: PlateError, language: Language): Omit<MessageError, 'message' | 'code' | 'source'> {
  return {
    category: error.category,
    retryable: error.retryable,
    hint: error.hint?.[language] ?? '',
    ...(error.statusCode !== undefined && { statusCode: error.statusCode }),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
    attempts: error.attempts,
  };
}
