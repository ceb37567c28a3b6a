import { timingSafeEqual } from 'node:crypto';
import { canonicalRequest, sha256, signatureOf, type WireRequest } from './canonical';
import type { AccessKey } from './options';

const TOLERANCE = 15 * 60_000;
const HEADER = /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

export interface Authorization {
  readonly accessKey: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function parseAuthorization(header: string): Authorization | undefined {
  const [, accessKey, names, signature] = HEADER.exec(header) ?? [];
  if (accessKey === undefined || names === undefined || signature === undefined) return undefined;
  return { accessKey, signedHeaders: names.split(';'), signature };
}

/** `undefined` when the signature holds, else what the gateway says after "Incorrect IAM authentication information: ". */
export function verifySignature(
  request: WireRequest,
  keys: readonly AccessKey[],
  serverTime: number,
): string | undefined {
  const fail = 'verify aksk signature fail';
  const claim = parseAuthorization(request.headers.authorization ?? '');
  if (!claim) return fail;
  const date = request.headers['x-sdk-date'] ?? '';
  const signedAt = timeOf(date);
  if (signedAt === undefined || !claim.signedHeaders.includes('x-sdk-date')) return fail;
  const key = keys.find(({ ak }) => ak === claim.accessKey);
  if (!key) return fail;
  const keyEnded = key.expiresAt !== undefined && key.expiresAt <= serverTime;
  if (Math.abs(signedAt - serverTime) > TOLERANCE || keyEnded) {
    const server = compact(serverTime);
    return `calc aksk signature fail:signature expired, signature time:${date}, server time:${server}`;
  }
  if (claim.signedHeaders.includes('authorization') || !carriesSecurityToken(request, claim, key))
    return fail;

  const canonical = canonicalRequest(request, claim.signedHeaders);
  const expected = signatureOf(canonical, date, key.sk);
  const holds = timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature)) && bodyMatches(request);
  // The real gateway shows what it hashed, newlines as bars: a client must not pass that on unredacted.
  return holds ? undefined : `${fail}, canonicalRequest:${canonical.replaceAll('\n', '|')}`;
}

function carriesSecurityToken(request: WireRequest, claim: Authorization, key: AccessKey): boolean {
  const sent = request.headers['x-security-token'];
  if (key.securityToken === undefined) return sent === undefined;
  return sent === key.securityToken && claim.signedHeaders.includes('x-security-token');
}

/** A content hash that is sent as a header must be the body's, unless it waives body signing. */
function bodyMatches(request: WireRequest): boolean {
  const stated = request.headers['x-sdk-content-sha256'];
  return stated === undefined || stated === 'UNSIGNED-PAYLOAD' || stated === sha256(request.body);
}

function timeOf(date: string): number | undefined {
  const parts = DATE.exec(date)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** `YYYYMMDDTHHMMSSZ` */
function compact(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
