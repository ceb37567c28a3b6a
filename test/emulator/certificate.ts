import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

export interface Certificate {
  /** PEM, PKCS #8. */
  readonly key: string;
  /** PEM; its own authority, so a client trusts it with `ca: cert`. */
  readonly cert: string;
}

const OID = {
  commonName: '550403',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
  ecdsaWithSha256: '2a8648ce3d040302',
};

/**
 * A self-signed certificate (X.509 v3, P-256, RFC 5280) for these host names and IPv4 addresses.
 * Node can sign but not write certificates, so the DER is put together here.
 */
export function selfSigned(
  names: readonly string[] = ['localhost', '127.0.0.1'],
  validity: { from?: Date; until?: Date } = {},
): Certificate {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const subject = sequence(der(0x31, sequence(oid(OID.commonName), der(0x0c, Buffer.from(names[0] ?? '')))));
  const from = validity.from ?? new Date(Date.now() - 86_400_000);
  const until = validity.until ?? new Date(Date.now() + 10 * 86_400_000);
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    subject,
    sequence(time(from), time(until)),
    subject,
    createPublicKey(pair.publicKey).export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(altNames(names), authority())),
  );
  const signature = sign('sha256', body, createPrivateKey(pair.privateKey));
  const whole = sequence(body, algorithm, bitString(signature));
  return { key: pair.privateKey, cert: pem(whole) };
}

function altNames(names: readonly string[]): Buffer {
  const list = names.map((name) =>
    isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
  );
  return sequence(oid(OID.subjectAltName), der(0x04, sequence(...list)));
}

/** Marked as an authority, or OpenSSL would not take it as its own issuer. */
function authority(): Buffer {
  const critical = der(0x01, Buffer.from([0xff]));
  return sequence(oid(OID.basicConstraints), critical, der(0x04, sequence(critical)));
}

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...content: readonly Buffer[]): Buffer => der(0x30, ...content);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const integer = (bytes: Buffer): Buffer => der(0x02, bytes);
const bitString = (bytes: Buffer): Buffer => der(0x03, Buffer.from([0]), bytes);

/** UTCTime, good until 2049. */
function time(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(text.slice(2)));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
