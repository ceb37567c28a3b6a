import { Pool } from 'undici';
import { reachOfHost } from '../addresses';
import { PlateError } from '../errors';
import { HINTS } from '../hints';
import type { Picture } from '../picture';
import type { Reader, Reading } from '../reader';
import { platesFrom } from './answer';
import { Client } from './client';

export interface HuaweiOptions {
  /** `https://host[:port]` of the OCR service. */
  origin: string;
  projectId: string;
  token: string;
  enterpriseProjectId: string;
  /** Connections that are kept, and calls at once. */
  concurrency: number;
}

/** Tokens travel in headers of more than 16 KB, and the gateway allows 128 KiB for all of them. */
const MAX_HEADERS = 128 * 1024;

/** Reads plates by Huawei Cloud's license-plate API. */
export function createHuaweiReader(options: HuaweiOptions): Reader {
  // The deadline of each message is its signal: undici's own clocks would only add a second, different answer.
  const pool = new Pool(options.origin, {
    connections: options.concurrency,
    pipelining: 1,
    maxHeaderSize: MAX_HEADERS,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const fixed = options.enterpriseProjectId && { 'enterprise-project-id': options.enterpriseProjectId };
  const client = new Client(pool, options.projectId, fixed || {});
  const headers = { 'x-auth-token': options.token };
  return {
    async read(picture: Picture, signal: AbortSignal): Promise<Reading> {
      refusePrivateUrl(picture);
      try {
        const answer = await client.call(picture, headers, signal);
        const { requestId } = answer;
        return { engine: 'huawei', plates: platesFrom(answer), attempts: 1, ...(requestId && { requestId }) };
      } catch (error) {
        if (error instanceof PlateError) error.attempts = 1;
        throw error;
      }
    },
    close: () => pool.destroy(),
  };
}

/** The service lives on the internet: it cannot fetch from here, and must not learn the camera's password. */
function refusePrivateUrl(picture: Picture): void {
  if (picture.kind !== 'url') return;
  const { username, password, hostname } = new URL(picture.url);
  const details = { hint: HINTS['fetch-here'] };
  if (username !== '' || password !== '') {
    const message = 'A URL with a user name or password is never handed to the service.';
    throw new PlateError('BAD_INPUT', 'input', message, details);
  }
  if (reachOfHost(hostname) !== 'public') {
    throw new PlateError(
      'BAD_INPUT',
      'input',
      'The service cannot reach an address inside this network.',
      details,
    );
  }
}
