import { createHash, randomBytes } from 'node:crypto';
import type { Challenge } from './challenge';
import type { Credentials } from './credentials';

/** Stronger first: a camera that offers both means the weaker one for old clients. */
const HASHES = [
  { name: 'SHA-256', hash: 'sha256' },
  { name: 'MD5', hash: 'md5' },
];

/** What goes into the `response` of one request; names as in RFC 7616. */
export interface DigestInput extends Credentials {
  /** `MD5`, `SHA-256`, or one of them with `-sess`, in any case. */
  algorithm: string;
  realm: string;
  nonce: string;
  /** The client's own nonce: part of the session variants even without `nc`. */
  cnonce: string;
  method: string;
  uri: string;
  /** Eight hex digits with `qop=auth`; missing for servers that speak RFC 2069. */
  nc?: string;
}

/** The `response` of RFC 7616, section 3.4.1, in hex. The algorithm must be one that `rankOf` knows. */
export function digestResponse(input: DigestInput): string {
  const [name, session] = splitAlgorithm(input.algorithm);
  const hash = HASHES.find((known) => known.name === name)?.hash ?? 'md5';
  const h = (octets: string): string => createHash(hash).update(octets, 'latin1').digest('hex');
  const user = h(`${utf8Octets(input.user)}:${input.realm}:${utf8Octets(input.password)}`);
  const secret = session ? h(`${user}:${input.nonce}:${input.cnonce}`) : user;
  const count = input.nc === undefined ? '' : `:${input.nc}:${input.cnonce}:auth`;
  return h(`${secret}:${input.nonce}${count}:${h(`${input.method}:${input.uri}`)}`);
}

/** The place of a digest challenge among several, 0 being the best; `undefined` where it cannot be answered. */
export function rankOf(challenge: Challenge): number | undefined {
  const { params } = challenge;
  if (challenge.scheme !== 'digest' || !params.has('nonce') || !params.has('realm')) return undefined;
  const qop = params.get('qop');
  if (qop && !offersAuth(qop)) return undefined;
  const [name] = splitAlgorithm(params.get('algorithm') ?? 'MD5');
  const rank = HASHES.findIndex((known) => known.name === name);
  return rank === -1 ? undefined : rank;
}

/** Answers one nonce as often as it is valid: RFC 7616 counts the requests, so that none can be replayed. */
export class DigestLogin {
  #count = 0;
  // One for the life of the nonce: servers disagree on whether a session is keyed by the first or by the latest.
  readonly #cnonce = randomBytes(16).toString('hex');

  constructor(
    private readonly challenge: Challenge,
    private readonly credentials: Credentials,
  ) {}

  header(method: string, uri: string): string {
    const { params } = this.challenge;
    const algorithm = params.get('algorithm');
    const counted = offersAuth(params.get('qop') ?? '');
    const nc = (++this.#count).toString(16).padStart(8, '0');
    const realm = params.get('realm') ?? '';
    const nonce = params.get('nonce') ?? '';
    const opaque = params.get('opaque');
    const cnonce = this.#cnonce;
    const response = digestResponse({
      ...this.credentials,
      algorithm: algorithm ?? 'MD5',
      realm,
      nonce,
      cnonce,
      method,
      uri,
      ...(counted && { nc }),
    });
    return `Digest ${[
      userField(this.credentials.user),
      `realm=${quoted(realm)}`,
      `nonce=${quoted(nonce)}`,
      `uri=${quoted(uri)}`,
      `response="${response}"`,
      ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
      ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
      ...(counted ? [`qop=auth, nc=${nc}`] : []),
      ...(counted || splitAlgorithm(algorithm ?? 'MD5')[1] ? [`cnonce="${cnonce}"`] : []),
    ].join(', ')}`;
  }
}

function splitAlgorithm(algorithm: string): [name: string, session: boolean] {
  const upper = algorithm.toUpperCase();
  return upper.endsWith('-SESS') ? [upper.slice(0, -5), true] : [upper, false];
}

function offersAuth(qop: string): boolean {
  return qop.split(/[\s,]+/).some((name) => name.toLowerCase() === 'auth');
}

/** RFC 7616, section 3.4: a name beyond ASCII travels percent-encoded. */
function userField(user: string): string {
  return /^[\x20-\x7e]*$/.test(user)
    ? `username=${quoted(user)}`
    : `username*=UTF-8''${encodeURIComponent(user).replace(/['()*]/g, escapeOctet)}`;
}

function escapeOctet(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** One character per octet, as header values come from undici: a realm must be hashed as it was sent. */
function utf8Octets(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
