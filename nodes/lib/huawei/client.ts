import type { Readable } from 'node:stream';
import { errors, type Pool } from 'undici';
import { PlateError } from '../errors';
import { HINTS } from '../hints';
import type { Picture } from '../picture';
import type { Answer } from './answer';
import { requestBody } from './body';

/** Bytes of the largest answer that is read: a real one has a few hundred. */
const MAX_ANSWER = 1024 * 1024;

/** Sends one call of the license-plate API and reads the whole answer, whatever its status. */
export class Client {
  readonly #path: string;

  constructor(
    private readonly pool: Pool,
    projectId: string,
    private readonly fixedHeaders: Record<string, string> = {},
  ) {
    this.#path = `/v2/${encodeURIComponent(projectId)}/ocr/license-plate`;
  }

  /**
   * Rejects with `NETWORK` where no whole answer arrives, with `BAD_ANSWER` where what arrives is no HTTP answer of a
   * sane size, and with the signal's reason once that is aborted.
   */
  async call(picture: Picture, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
    const { contentLength, chunks } = requestBody(picture);
    const response = await this.pool
      .request({
        method: 'POST',
        path: this.#path,
        headers: {
          ...this.fixedHeaders,
          ...headers,
          'content-type': 'application/json',
          'content-length': String(contentLength),
        },
        // undici sends any iterable; its types name only streams.
        body: chunks() as unknown as Readable,
        signal,
      })
      .catch((error: unknown) => {
        throw transportError(error, signal);
      });
    const requestId = firstOf(response.headers['x-request-id']);
    try {
      const text = await readCapped(response.body);
      return { statusCode: response.statusCode, requestId, text };
    } catch (error) {
      throw transportError(error, signal, response.statusCode, requestId);
    }
  }
}

async function readCapped(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > MAX_ANSWER) throw new TooLong();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

class TooLong extends Error {}

/** Node's and undici's words for trouble below HTTP, in ours. */
function transportError(
  error: unknown,
  signal: AbortSignal,
  statusCode?: number,
  requestId?: string,
): unknown {
  if (signal.aborted) return signal.reason;
  const details = { ...(statusCode && { statusCode }), ...(requestId && { requestId }) };
  if (error instanceof TooLong) {
    return new PlateError('BAD_ANSWER', 'service', 'The answer is larger than 1 MiB.', details);
  }
  // undici knows the parser's own code of some of these errors only.
  const code = error instanceof errors.HTTPParserError ? (error.code ?? error.name) : systemCode(error);
  if (/^HPE_|^HTTPParser|OVERFLOW|MISMATCH/.test(code)) {
    return new PlateError(
      'BAD_ANSWER',
      'service',
      `What answered does not speak HTTP as expected (${code}).`,
      details,
    );
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) {
    const message = `The connection to the service is not trusted (${code}).`;
    return new PlateError('NETWORK', 'network', message, { ...details, hint: HINTS['network-certificate'] });
  }
  const hint = /ENOTFOUND|EAI_/.test(code) ? HINTS['network-name'] : HINTS.NETWORK;
  const message = `The service could not be reached (${code}).`;
  return new PlateError('NETWORK', 'network', message, { ...details, hint, retryable: true });
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
