import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { unlessAborted } from '../clock';
import { PlateError } from '../errors';
import { HINTS, type Hint } from '../hints';
import { undici } from '../undici';

/** Bytes of the largest answer that is read: a real one has a few hundred. */
const MAX_ANSWER = 1024 * 1024;

export interface Outgoing {
  /** `https://host[:port]` */
  origin: string;
  path: string;
  headers: Record<string, string>;
  body: Iterable<string> | AsyncIterable<string>;
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
  // undici's types name only streams for a body, but it sends any iterable.
  const request = {
    method: 'POST',
    origin,
    path,
    headers,
    body: body as unknown as Readable,
    signal,
  } as const;
  // undici looks at the signal only once it has a connection, which may be long after.
  const response = await unlessAborted(dispatcher.request(request), signal).catch((error: unknown) => {
    throw transportError(error, signal);
  });
  const header = (name: string) => firstOf(response.headers[name]);
  const { statusCode } = response;
  const requestId = header('x-request-id');
  try {
    return { statusCode, requestId, header, text: await readCapped(response.body) };
  } catch (error) {
    throw transportError(error, signal, { statusCode, ...(requestId && { requestId }) });
  }
}

/** By events: an async iterator costs more than all the rest of a small answer. */
function readCapped(body: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    let length = 0;
    body.on('data', (part: Uint8Array) => {
      length += part.length;
      if (length > MAX_ANSWER) body.destroy(new TooLong());
      else parts.push(part);
    });
    body.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    body.on('error', reject);
  });
}

class TooLong extends Error {}

/** Node's and undici's words for trouble below HTTP, in ours. */
function transportError(
  error: unknown,
  signal: AbortSignal,
  answer: { statusCode?: number; requestId?: string } = {},
): unknown {
  if (signal.aborted) return signal.reason;
  const { errors } = undici();
  if (error instanceof errors.InvalidArgumentError || error instanceof TypeError) return error;
  const details = { ...answer, cause: error };
  if (error instanceof TooLong) {
    return new PlateError('BAD_ANSWER', 'service', 'The answer is larger than 1 MiB.', details);
  }
  // undici knows the parser's own code of some of these errors only.
  const code = error instanceof errors.HTTPParserError ? (error.code ?? error.name) : systemCode(error);
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
  if (/^HPE_|^HTTPParser|OVERFLOW|MISMATCH/.test(code)) {
    const message = `What answered does not speak HTTP as expected (${code}).`;
    return new PlateError('BAD_ANSWER', 'service', message, details);
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) {
    const message = `The connection to the service is not trusted (${code}).`;
    return network(message, HINTS['network-certificate'], false);
  }
  const hint = /ENOTFOUND|EAI_/.test(code) ? HINTS['network-name'] : HINTS.NETWORK;
  return network(`The service could not be reached (${code}).`, hint, true);
}

/** The HTTP status with which a proxy refused to connect: undici tells it in words only. */
function proxyRefusal(error: unknown): number | undefined {
  const status = error instanceof Error && /^Proxy response \((\d+)\)/.exec(error.message)?.[1];
  return status ? Number(status) : undefined;
}

/** The innermost code, such as ECONNREFUSED: undici and happy-eyeballs wrap it. */
function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  if (inner instanceof Error) {
    const code = systemCode(inner);
    if (code !== 'unknown') return code;
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
