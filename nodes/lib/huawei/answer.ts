import { PlateError } from '../errors';
import { HINTS, type Hint } from '../hints';
import { isJson, parseJson } from '../json';
import { LONGEST_PLATE, nearestFirst, type Plate } from '../plate';
import { cornersFrom } from './corners';
import { bareCode, factsOf, factsOfStatus } from './error-codes';
import { LOGIN_HINTS } from './login-hints';
import { presentable, safeCode } from './wording';

/** What of an answer is looked at here. */
export interface Answer {
  statusCode: number;
  requestId: string | undefined;
  /** The body as received, at most 1 MiB. */
  text: string;
  /** The headers that proved the call: they must not come back in the words of an error. */
  proof?: Readonly<Record<string, string>>;
}

/** The plates of an answer, the nearest car first. Throws a `PlateError` for every other answer. */
export function platesFrom(answer: Answer): Plate[] {
  const json = parseJson(answer.text);
  const { statusCode, requestId } = answer;
  const code = safeCode(json?.error_code);
  if (code !== '') {
    // The gateway names the request in the body, too, where a proxy may have dropped the header.
    throw serviceError(code, json?.error_msg, {
      ...answer,
      requestId: requestId ?? safeId(json?.request_id),
    });
  }
  if (statusCode < 200 || statusCode > 299) throw bareStatus(answer);
  if (!json || !isListOfPlates(json.result)) {
    const message = 'The answer is not the documented JSON of the license-plate service.';
    throw new PlateError('BAD_ANSWER', 'service', message, { statusCode, ...id(requestId) });
  }
  return nearestFirst(listOf(json.result).flatMap(plateFrom));
}

function serviceError(code: string, message: unknown, answer: Answer): PlateError {
  const { statusCode, requestId, proof } = answer;
  const { category, retryable, hint } = factsOf(code, statusCode);
  const text = presentable(message, secretsIn(proof ?? {}));
  return new PlateError(code, category, text || `The service answered ${code}.`, {
    retryable,
    hint: signatureHint(code, text) ?? hint,
    statusCode,
    ...id(requestId),
  });
}

/** All that must not come back: the access key is only a part of its header. */
function secretsIn(proof: Readonly<Record<string, string>>): string[] {
  const accessKey = /\bAccess=([^,]*)/.exec(proof.authorization ?? '')?.[1];
  return [...Object.values(proof), accessKey ?? ''];
}

/** One code stands for refused tokens and for three kinds of refused signatures, which only its words tell apart. */
function signatureHint(code: string, text: string): Hint | undefined {
  if (bareCode(code) !== 'APIG.0301') return undefined;
  if (/signature expired/i.test(text)) return LOGIN_HINTS.clock;
  if (/AK access failed/i.test(text)) return LOGIN_HINTS['key-locked'];
  return /aksk signature/i.test(text) ? LOGIN_HINTS.signature : undefined;
}

/** Gateway and service send a code with each refusal: what has none is most likely a proxy's, or of another server. */
const TELLING = new Set([404, 413, 429]);

function bareStatus({ statusCode, requestId }: Answer): PlateError {
  const facts = factsOfStatus(statusCode);
  const { retryable } = facts;
  const hint = retryable || TELLING.has(statusCode) ? facts.hint : HINTS.BAD_ANSWER;
  const message = `The answer has the HTTP status ${statusCode} and no error code.`;
  return new PlateError(`HTTP_${statusCode}`, 'service', message, {
    retryable,
    hint,
    statusCode,
    ...id(requestId),
  });
}

function safeId(requestId: unknown): string | undefined {
  return safeCode(requestId) || undefined;
}

/** A missing or empty `result` is an answer without a plate; one SDK version declared it as a single object. */
function isListOfPlates(result: unknown): boolean {
  return result === undefined || result === null || typeof result === 'object';
}

function listOf(result: unknown): unknown[] {
  if (Array.isArray(result)) return result;
  return isJson(result) ? [result] : [];
}

function plateFrom(item: unknown): Plate[] {
  if (!isJson(item)) return [];
  const plate_number = numberFrom(item.plate_number);
  if (plate_number === '') return [];
  return [
    {
      plate_number,
      plate_color: typeof item.plate_color === 'string' ? item.plate_color : '',
      plate_location: cornersFrom(item.plate_location),
      confidence: isNumber(item.confidence) ? item.confidence : null,
    },
  ];
}

/** Without separators. To compose a long row of marks takes time by its square: for 1 MiB, Node-RED would stand still for minutes. */
function numberFrom(value: unknown): string {
  if (typeof value !== 'string') return '';
  return value.length > LONGEST_PLATE ? value : value.normalize('NFKC').replace(/[\s·•・.-]/g, '');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function id(requestId: string | undefined): { requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}
