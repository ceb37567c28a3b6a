import { isLoopback } from '../addresses';
import { badField, type PlateError } from '../errors';

/**
 * Reads a host or an `https://` URL as an origin such as `https://ocr.cn-north-4.myhuaweicloud.com`.
 * `http://` is for this machine only, as a token must not cross a network in the clear.
 * Throws `BAD_CONFIG` naming `field`.
 */
export function parseEndpoint(text: string, field: string): string {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) throw bad(field, 'must be a host name or an https:// URL');
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw bad(field, 'must begin with https://');
  if (url.username !== '' || url.password !== '') throw bad(field, 'must not hold a user name or password');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw bad(field, 'must end after the host: the path is added here');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw bad(field, 'must begin with https:// (http:// is only for this machine itself)');
  }
  return url.origin;
}

function bad(field: string, rule: string): PlateError {
  return badField('license-plate-service', field, rule);
}
