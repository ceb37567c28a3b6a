import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { PlateError, ServiceClosed } from '../errors';
import { HINTS, type Hint } from '../hints';
import { systemCode } from '../system-code';
import { undiciCore } from '../undici';
import { ProxyBrokeOff } from './transport';
import { TooLong, WholeAnswer } from './whole-answer';

/** Bytes of the largest answer that is read: a real one has a few hundred. */
const MAX_ANSWER = 1024 * 1024;

export interface Outgoing {
  /** `https://host[:port]` */
  origin: string;
  path: string;
  headers: Record<string, string>;
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** One whole answer. */
export interface Incoming {
  statusCode: number;
  requestId: string | undefined;
  /** The first value of a header; the name in lower case. */
  header: (name: string) => string | undefined;
  /** The body as received, at most 1 MiB. */
  text: string;
}

/**
 * Posts and reads the whole answer, whatever its status. Rejects with `NETWORK` where none arrives, with `BAD_ANSWER`
 * where what arrives is no HTTP answer of a sane size, and with the signal's reason once that is aborted. A request
 * that cannot be sent at all is our own bug and rejects as it is.
 */
export async function post(
  dispatcher: Dispatcher,
  { origin, path, headers, body }: Outgoing,
  signal: AbortSignal,
): Promise<Incoming> {
  signal.throwIfAborted();
  const answer = new WholeAnswer(signal, MAX_ANSWER);
  // undici's types name only streams for a body, but it sends any iterable.
  const request = { method: 'POST', origin, path, headers, body: body as unknown as Readable } as const;
  dispatcher.dispatch(request, answer);
  try {
    const text = await answer.text;
    const header = (name: string) => firstOf(answer.headers[name]);
    return { statusCode: answer.statusCode, requestId: header('x-request-id'), header, text };
  } catch (error) {
    throw transportError(error, new URL(origin).host, signal, begunOf(answer));
  }
}

/** What is known of an answer that began and did not end. */
function begunOf({ statusCode, headers }: WholeAnswer): { statusCode?: number; requestId?: string } {
  const requestId = firstOf(headers['x-request-id']);
  return { ...(statusCode > 0 && { statusCode }), ...(requestId && { requestId }) };
}

/** Node's and undici's words for trouble below HTTP, in ours. The service and its login are two hosts: theirs are named. */
function transportError(
  error: unknown,
  host: string,
  signal: AbortSignal,
  answer: { statusCode?: number; requestId?: string },
): unknown {
  if (signal.aborted) return signal.reason;
  const { errors } = undiciCore();
  if (error instanceof errors.ClientDestroyedError) return new ServiceClosed();
  if (error instanceof errors.InvalidArgumentError || error instanceof TypeError) return error;
  const details = { ...answer, cause: error };
  if (error instanceof TooLong) {
    return new PlateError('BAD_ANSWER', 'service', 'The answer is larger than 1 MiB.', details);
  }
  // undici knows the parser's own code of some of these errors only.
  const unnamed = error instanceof errors.HTTPParserError ? error.name : 'unknown';
  const code = systemCode(error) ?? unnamed;
  const network = (message: string, hint: Hint, retryable: boolean) =>
    new PlateError('NETWORK', 'network', message, { ...details, hint, retryable });
  const refusal = proxyRefusal(error);
  if (refusal) {
    return network(
      `The proxy let nothing through (HTTP ${refusal}).`,
      HINTS['network-proxy'],
      refusal >= 500,
    );
  }
  if (error instanceof ProxyBrokeOff) {
    return network('The proxy ended the connection.', HINTS['silent-proxy'], true);
  }
  // Only what a proxy is asked itself has such a limit.
  if (error instanceof errors.HeadersTimeoutError) {
    return network('The proxy did not answer.', HINTS['silent-proxy'], true);
  }
  if (/^HPE_|^HTTPParser|OVERFLOW|MISMATCH/.test(code) || isUnaskedContinue(error)) {
    const message = `What answered does not speak HTTP as expected (${code}).`;
    return new PlateError('BAD_ANSWER', 'service', message, details);
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) {
    const message = `The connection to ${host} is not trusted (${code}).`;
    return network(message, HINTS['network-certificate'], false);
  }
  const isUnknownName = /ENOTFOUND|EAI_/.test(code);
  // By way of a proxy, no other name is looked up here.
  if (isUnknownName && !host.startsWith(hostnameOf(error))) {
    return network(`The proxy could not be reached (${code}).`, HINTS['silent-proxy'], true);
  }
  const hint = isUnknownName ? HINTS['network-name'] : HINTS.NETWORK;
  return network(`${host} could not be reached (${code}).`, hint, true);
}

/**
 * "100 Continue" that nobody asked for ends a connection of undici, which tells it in words only. The service is at work
 * on the picture by then, and would bill it anew each time.
 */
function isUnaskedContinue(error: unknown): boolean {
  return error instanceof undiciCore().errors.SocketError && error.message === 'bad response';
}

/** The name that was looked up in vain; `''` where the error does not tell. */
function hostnameOf(error: unknown): string {
  return error instanceof Error && 'hostname' in error ? String(error.hostname) : '';
}

/** The HTTP status with which a proxy refused to connect: undici tells it in words only. */
function proxyRefusal(error: unknown): number | undefined {
  const status = error instanceof Error && /^Proxy response \((\d+)\)/.exec(error.message)?.[1];
  return status ? Number(status) : undefined;
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
