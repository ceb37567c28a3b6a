import type { IncomingMessage, ServerResponse } from 'node:http';
import { asPlateError, type PlateError } from '../errors';

/** A request to one of our admin routes that is refused before anything is done. */
export class Refused extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Node-RED 4 answers CORS `*` on admin routes, so that any page in the same browser could post here: a request that
 * says where it comes from must come from this very editor. Behind a proxy, the name that it forwards counts: a page
 * could make that up, but only where nobody has to log in, and Node-RED's own routes are as open.
 */
export function requireSameOrigin({ headers }: IncomingMessage): void {
  const { origin, host } = headers;
  // What a browser says of its own accord no page can change; it does so over https and on this machine.
  if (origin === undefined || headers['sec-fetch-site'] === 'same-origin') return;
  const from = URL.canParse(origin) ? new URL(origin).host : '';
  const forwarded = String(headers['x-forwarded-host'] ?? '').split(',');
  if (from === '' || ![host, ...forwarded].some((own) => own?.trim() === from)) {
    throw new Refused(
      403,
      'OTHER_ORIGIN',
      'Only the editor of this Node-RED may ask for this. A reverse proxy must pass on the Host header with its port, or X-Forwarded-Host.',
    );
  }
}

/** Reads a whole request body of at most so many bytes. */
export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const tooLarge = new Refused(413, 'TOO_LARGE', `At most ${most / 1e6} MB can be uploaded.`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > most) throw tooLarge;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Answers a request with what `work` makes, or with why it could not; `onBug` hears of what nobody foresaw. */
export async function answerJson(
  response: ServerResponse,
  onBug: (error: PlateError) => void,
  work: () => Promise<unknown>,
): Promise<void> {
  const [statusCode, body] = await work().then(
    (result): [number, unknown] => [200, result],
    (thrown: unknown): [number, unknown] => {
      if (thrown instanceof Refused) return [thrown.statusCode, failure(thrown.code, thrown.message)];
      const bug = asPlateError(thrown);
      // Whoever hung up ended the work.
      if (!response.destroyed) onBug(bug);
      return [500, failure('UNEXPECTED', bug.message)];
    },
  );
  if (response.destroyed) return;
  response.writeHead(statusCode, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function failure(code: string, message: string): object {
  return { error: { code, message } };
}
