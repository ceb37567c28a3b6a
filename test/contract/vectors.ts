import vectors from './data/signatures.json';

/** One published or recorded SDK-HMAC-SHA256 signature: inputs and what must come out. */
export interface SignatureVector {
  readonly name: string;
  readonly source: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Lower-case names; all that are sent, signed or not. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly ak: string;
  readonly sk: string;
  /** Set for a temporary key. */
  readonly securityToken?: string;
  /** Joined with `;` as in the Authorization header. */
  readonly signedHeaders: string;
  /** Lower-case hex, like the two below. */
  readonly bodySha256?: string;
  readonly canonicalSha256?: string;
  readonly signature: string;
}

export const signatureVectors = vectors as readonly SignatureVector[];

/** `x-sdk-date` of a vector in ms since the epoch. */
export function signedAt(vector: SignatureVector): number {
  const compact = vector.headers['x-sdk-date'] ?? '';
  return Date.parse(compact.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

export function authorization(vector: SignatureVector): string {
  return `SDK-HMAC-SHA256 Access=${vector.ak}, SignedHeaders=${vector.signedHeaders}, Signature=${vector.signature}`;
}
