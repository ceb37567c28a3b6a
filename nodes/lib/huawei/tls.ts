import { createSecureContext } from 'node:tls';
import { isLoopback } from '../addresses';
import { badField, type PlateError } from '../errors';

/** What a connection is secured with, in Node's words; missing means Node's defaults. */
export interface TlsOptions {
  ca?: string | Buffer;
  cert?: string | Buffer;
  key?: string | Buffer;
  passphrase?: string;
  servername?: string;
  rejectUnauthorized?: boolean;
}

/**
 * Refuses what would fail at every call, or would show the credentials to whoever answers: verification may be off
 * for this machine itself only. Throws `BAD_CONFIG`.
 */
export function checkTls(tls: TlsOptions, origins: readonly string[]): void {
  const remote = origins.some((origin) => !isLoopback(new URL(origin).hostname));
  if (tls.rejectUnauthorized === false && remote) {
    throw badTls(
      'names a TLS configuration that does not verify the server, which is only for this machine itself',
    );
  }
  try {
    createSecureContext(tls);
  } catch {
    throw badTls('names a TLS configuration whose certificate or key cannot be used');
  }
}

export function badTls(rule: string): PlateError {
  return badField('license-plate-service', 'tls', rule);
}
