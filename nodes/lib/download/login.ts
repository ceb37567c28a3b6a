import type { Challenge } from './challenge';
import type { Credentials } from './credentials';
import { DigestLogin, rankOf } from './digest';

/** Credentials fitted to what a server asked for. */
export interface Login {
  /** The value of `Authorization` for one request; `uri` is its path with the query. */
  header(method: string, uri: string): string;
}

/** Of what an error names: a camera may send 16 KB of it, with each picture. */
const MOST_OFFERS = 8;
const LONGEST_NAME = 20;

/** The best login among what a server offers: digest before basic, SHA-256 before MD5; `undefined` if there is none. */
export function chooseLogin(challenges: readonly Challenge[], credentials: Credentials): Login | undefined {
  let best: { challenge: Challenge; rank: number } | undefined;
  for (const challenge of challenges) {
    const rank = rankOf(challenge);
    if (rank !== undefined && (!best || rank < best.rank)) best = { challenge, rank };
  }
  if (best) return new DigestLogin(best.challenge, credentials);
  return challenges.some(({ scheme }) => scheme === 'basic') ? basicLogin(credentials) : undefined;
}

/** What a server offers, by name; of a digest also what may be the reason why it cannot be answered. */
export function offersOf(challenges: readonly Challenge[]): string {
  return challenges.slice(0, MOST_OFFERS).map(offerOf).join(', ') || 'none';
}

function offerOf({ scheme, params }: Challenge): string {
  if (scheme !== 'digest') return scheme.slice(0, LONGEST_NAME);
  const facts = ['algorithm', 'qop'].map((name) => {
    const value = params.get(name) ?? '';
    return /^[\w-]{1,20}$/.test(value) ? ` ${name}=${value}` : '';
  });
  return scheme + facts.join('');
}

/** Whether the server says that only its nonce was too old, so the credentials may well be right. */
export function isStale(challenges: readonly Challenge[]): boolean {
  return challenges.some(({ params }) => params.get('stale')?.toLowerCase() === 'true');
}

/** RFC 7617, in UTF-8. */
function basicLogin({ user, password }: Credentials): Login {
  const value = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return { header: () => value };
}
