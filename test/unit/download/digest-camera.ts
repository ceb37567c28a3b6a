import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Handler, sendJpeg } from './camera';

export interface DigestRules {
  user: string;
  password: string;
  algorithm?: string;
  qop?: string;
  /** How often one nonce is good; then it is stale. */
  uses?: number;
  /** Whether it says so. */
  admitsStale?: boolean;
  realm?: string;
}

/** A camera's own reading of RFC 7616 and 2617: refuses wrong responses, foreign URIs, and nonce counts that do not grow. */
export function digestCamera(rules: DigestRules): Handler {
  const {
    user,
    password,
    algorithm,
    qop,
    uses = Number.POSITIVE_INFINITY,
    realm = 'IP Camera(12345)',
  } = rules;
  let serial = 0;
  const seen = new Map<string, number>();
  const challenge = (response: ServerResponse, stale: boolean): void => {
    serial += 1;
    const nonce = `nonce/${serial}==`;
    seen.set(nonce, 0);
    const params = [
      `realm="${realm}"`,
      `nonce="${nonce}"`,
      'opaque="op\\"aque"',
      ...(qop ? [`qop="${qop}"`] : []),
      ...(algorithm ? [`algorithm=${algorithm}`] : []),
      ...(stale && rules.admitsStale !== false ? ['stale=TRUE'] : []),
    ];
    response.writeHead(401, { 'www-authenticate': `Digest ${params.join(', ')}` }).end('<html>401</html>');
  };
  return (request, response) => {
    const sent = fieldsOf(request);
    const count = seen.get(sent.nonce ?? '');
    if (count === undefined) return challenge(response, false);
    const sha = algorithm?.startsWith('SHA-256') ? 'sha256' : 'md5';
    const h = (text: string): string => createHash(sha).update(text).digest('hex');
    let secret = h(`${user}:${realm}:${password}`);
    if (algorithm?.endsWith('-sess')) secret = h(`${secret}:${sent.nonce}:${sent.cnonce}`);
    const tail = h(`GET:${request.url}`);
    const nc = Number.parseInt(sent.nc ?? '0', 16);
    const middle = qop ? `${sent.nc}:${sent.cnonce}:auth:` : '';
    const right =
      sent.response === h(`${secret}:${sent.nonce}:${middle}${tail}`) &&
      sent.uri === request.url &&
      sent.opaque === 'op"aque' &&
      (qop ? sent.qop === 'auth' && nc > count : sent.qop === undefined && sent.nc === undefined);
    if (!right) return challenge(response, false);
    if (count >= uses) return challenge(response, true);
    seen.set(sent.nonce ?? '', count + 1);
    return sendJpeg(request, response);
  };
}

function fieldsOf(request: IncomingMessage): Record<string, string> {
  const header = request.headers.authorization ?? '';
  const fields: Record<string, string> = {};
  for (const [, name = '', quoted, bare] of header.matchAll(/([\w*]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)) {
    fields[name] = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
  }
  return header.startsWith('Digest ') ? fields : {};
}
