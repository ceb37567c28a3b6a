import { PlateError } from '../errors';
import { type Corner, nearestFirst, type Plate } from '../plate';
import { factsOf, factsOfStatus } from './error-codes';

/** One whole answer of the service. */
export interface Answer {
  statusCode: number;
  requestId: string | undefined;
  /** The body as received, at most 1 MiB. */
  text: string;
}

type Json = Record<string, unknown>;

/** The plates of an answer, the nearest car first. Throws a `PlateError` for every other answer. */
export function platesFrom(answer: Answer): Plate[] {
  const json = parse(answer.text);
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

function serviceError(code: string, message: unknown, { statusCode, requestId }: Answer): PlateError {
  const { category, retryable, hint } = factsOf(code, statusCode);
  const text = typeof message === 'string' ? presentable(message) : '';
  return new PlateError(code, category, text || `The service answered ${code}.`, {
    retryable,
    hint,
    statusCode,
    ...id(requestId),
  });
}

function bareStatus({ statusCode, requestId }: Answer): PlateError {
  const { retryable, hint } = factsOfStatus(statusCode);
  const message = `The answer has the HTTP status ${statusCode} and no error code.`;
  return new PlateError(`HTTP_${statusCode}`, 'service', message, {
    retryable,
    hint,
    statusCode,
    ...id(requestId),
  });
}

/**
 * The service's own words, without what they may echo: a refused signature comes back with the whole canonical
 * request, signed headers included.
 */
function presentable(message: string): string {
  const cut = message.search(/,?\s*canonical\s*request/i);
  // biome-ignore format: one expression
  return (cut < 0 ? message : message.slice(0, cut)).replace(/\p{Cc}+/gu, ' ').slice(0, 300).trim();
}

/** Codes are a contract that flows switch on: whatever else stands in the field is not passed on at length. */
function safeCode(code: unknown): string {
  return typeof code === 'string' ? code.replace(/[^\w.-]/g, '').slice(0, 64) : '';
}

function safeId(requestId: unknown): string | undefined {
  return safeCode(requestId) || undefined;
}

function parse(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isJson(json) ? json : undefined;
  } catch {
    return undefined;
  }
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
  const number = typeof item.plate_number === 'string' ? item.plate_number : '';
  const plate_number = number.normalize('NFKC').replace(/[\s·•・.-]/g, '');
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

/** Four corners, clockwise from the top left: the order that every documented example has, but none promises. */
function cornersFrom(location: unknown): Corner[] {
  const flat = Array.isArray(location) ? location.flat() : [];
  if (flat.length !== 8 || !flat.every(isNumber)) return [];
  const corners = [0, 2, 4, 6].map((i): Corner => [Math.round(flat[i] ?? 0), Math.round(flat[i + 1] ?? 0)]);
  const middleX = corners.reduce((sum, [x]) => sum + x, 0) / 4;
  const middleY = corners.reduce((sum, [, y]) => sum + y, 0) / 4;
  const clockwise = corners.toSorted(
    ([ax, ay], [bx, by]) => Math.atan2(ay - middleY, ax - middleX) - Math.atan2(by - middleY, bx - middleX),
  );
  const first = clockwise.reduce((best, [x, y], i) => (x + y < sum(clockwise[best]) ? i : best), 0);
  return [...clockwise.slice(first), ...clockwise.slice(0, first)];
}

function sum(corner: Corner | undefined): number {
  return corner ? corner[0] + corner[1] : Number.POSITIVE_INFINITY;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function id(requestId: string | undefined): { requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}
