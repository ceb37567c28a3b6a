import { createHash, createHmac } from 'node:crypto';

/** What a signature covers. */
export interface Signable {
  method: string;
  /** As it is sent, percent-encoded, without the query. */
  path: string;
  /** Names and values before percent-encoding. */
  query?: readonly (readonly [name: string, value: string])[];
  /** Exactly these headers are signed; `x-sdk-date` must be among them. Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** Lower-case hex SHA-256 of the bytes of the body. */
  bodyHash: string;
}

/**
 * The value of the `Authorization` header by Huawei Cloud's SDK-HMAC-SHA256: six lines of the request are hashed, and
 * that hash is signed with the secret key itself.
 * https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm-002.html (June 2025)
 */
export function authorization(request: Signable, accessKey: string, secretKey: string): string {
  const date = request.headers['x-sdk-date'] ?? '';
  const text = ['SDK-HMAC-SHA256', date, sha256(canonicalRequest(request))].join('\n');
  const signature = createHmac('sha256', secretKey).update(text).digest('hex');
  const names = signedNames(request).join(';');
  return `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${names}, Signature=${signature}`;
}

export function canonicalRequest(request: Signable): string {
  const names = signedNames(request);
  return [
    request.method.toUpperCase(),
    canonicalPath(request.path),
    canonicalQuery(request.query ?? []),
    names.map((name) => `${name}:${request.headers[name]?.trim()}\n`).join(''),
    names.join(';'),
    request.bodyHash,
  ].join('\n');
}

/** `YYYYMMDDTHHMMSSZ`, as the header `x-sdk-date` wants it. */
export function signatureDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}

function signedNames({ headers }: Signable): string[] {
  return Object.keys(headers).toSorted(byCodePoint);
}

/** Always ends with a slash, even though the path that is sent does not. */
function canonicalPath(path: string): string {
  const encoded = path.split('/').map((segment) => encode(decodeURIComponent(segment)));
  return encoded.at(-1) === '' ? encoded.join('/') : `${encoded.join('/')}/`;
}

function canonicalQuery(query: readonly (readonly [string, string])[]): string {
  return query
    .toSorted(([a, x], [b, y]) => byCodePoint(a, b) || byCodePoint(x, y))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** RFC 3986: more is reserved there than `encodeURIComponent` encodes. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
