import { createHash, createHmac } from 'node:crypto';

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Request target, query included. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** The text whose hash is signed; six parts, as the gateway rebuilds them from what it received. */
export function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const [path = '', query = ''] = split(request.target);
  const names = [...signedHeaders].sort(byCodePoint);
  return [
    request.method.toUpperCase(),
    canonicalPath(path),
    canonicalQuery(query),
    names.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join(''),
    names.join(';'),
    request.headers['x-sdk-content-sha256'] ?? sha256(request.body),
  ].join('\n');
}

/** Lower-case hex; the secret key is used as it is, nothing is derived from it. */
export function signatureOf(canonical: string, date: string, secretKey: string): string {
  const text = `SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`;
  return createHmac('sha256', secretKey).update(text).digest('hex');
}

function split(target: string): string[] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** Ends with a slash whatever the request did. */
function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encode(decode(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [encode(decode(name)), encode(decode(value.join('=')))] as const;
    })
    .sort(([a, x], [b, y]) => byCodePoint(a, b) || byCodePoint(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
