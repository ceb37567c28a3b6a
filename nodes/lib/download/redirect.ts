import type { Dispatcher } from 'undici';
import type { Credentials } from './credentials';
import type { Trust } from './guard';
import { headerOf } from './headers';
import { downloadFailed, nameOf } from './trouble';

/** One address on the way to a picture. */
export interface Visit {
  /** Without user info. */
  url: URL;
  trust: Trust;
  /** For this URL's origin, once it asks for them. */
  credentials: Credentials | undefined;
}

/** Of what an error names: a camera may send 16 KB of it, with each picture. */
const LONGEST_SCHEME = 40;

const REDIRECTS = [301, 302, 303, 307, 308];

/** Where an answer sends us; `undefined` where it does not. */
export function redirectOf(response: Dispatcher.ResponseData): string | undefined {
  return REDIRECTS.includes(response.statusCode) ? headerOf(response, 'location') : undefined;
}

/**
 * The next visit of a download. Credentials stay behind with the first change of origin, and so does the trust in a host
 * that was typed. Throws `DOWNLOAD_FAILED` where the way leads out of HTTP, or out of TLS with credentials in play.
 */
export function follow(start: Visit, from: Visit, location: string, statusCode: number): Visit {
  const here = nameOf(from.url);
  const details = { statusCode };
  if (!URL.canParse(location, from.url)) {
    throw downloadFailed(`${here} redirects to an address that cannot be read.`, details);
  }
  const url = new URL(location, from.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw downloadFailed(
      `${here} redirects to ${url.protocol.slice(0, LONGEST_SCHEME)}, which is not HTTP.`,
      details,
    );
  }
  if (from.url.protocol === 'https:' && url.protocol === 'http:' && start.credentials) {
    throw downloadFailed(
      `${here} redirects from https to http, which is not followed with a password.`,
      details,
    );
  }
  url.username = '';
  url.password = '';
  const sameHost = url.hostname === start.url.hostname;
  const sameOrigin = url.origin === from.url.origin;
  return {
    url,
    trust: start.trust === 'typed' && !sameHost ? 'redirected' : start.trust,
    credentials: sameOrigin ? from.credentials : undefined,
  };
}
