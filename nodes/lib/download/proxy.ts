import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { basicLogin, userInfoOf } from './login';
import { downloadFailed, nameOf } from './trouble';

export interface HttpProxy {
  url: URL;
  /** What the proxy itself wants to see: its login, if its URL has user info. */
  headers: Record<string, string>;
}

/** Throws `DOWNLOAD_FAILED` where the text is no `http:` or `https:` proxy. The text may hold a password. */
export function parseProxy(text: string): HttpProxy {
  // The legacy mode of Node-RED's settings passes on what stands in the variable, and many write no scheme there.
  const address = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw downloadFailed('The proxy must be an http:// or https:// URL.');
  }
  const credentials = userInfoOf(url);
  return { url, headers: credentials ? { 'proxy-authorization': basicLogin(credentials).header() } : {} };
}

/** Turns a connection to a proxy into one to the target (RFC 9110, section 9.3.6). */
export async function openTunnel(socket: Socket, proxy: HttpProxy, target: URL): Promise<void> {
  const path = `${target.hostname}:${target.port || '443'}`;
  const asked = request({
    method: 'CONNECT',
    path,
    headers: { host: path, ...proxy.headers },
    createConnection: () => socket,
  });
  asked.end();
  const [{ statusCode = 0 }] = (await once(asked, 'connect')) as [IncomingMessage];
  if (statusCode < 200 || statusCode > 299) throw proxyRefused(statusCode, target);
}

export function proxyRefused(statusCode: number, target: URL): Error {
  const why = statusCode === 407 ? 'its user or password is wrong' : `no way to ${nameOf(target)}`;
  return downloadFailed(`The proxy answered ${statusCode}: ${why}.`, {
    statusCode,
    retryable: statusCode >= 500,
  });
}
