import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { HINTS } from '../hints';
import { type HttpProxy, parseProxy } from '../proxy';
import { DOWNLOAD_HINTS } from './hints';
import { cameraAt, downloadFailed, mayPass, nameOf } from './trouble';

/** Throws `DOWNLOAD_FAILED` where the address from the environment is no `http:` or `https:` proxy. */
export function parseEnvProxy(address: string): HttpProxy {
  return parseProxy(address, {}, (rule) =>
    downloadFailed(`The environment variable of the proxy ${rule}.`, { hint: HINTS['env-proxy'] }),
  );
}

/** What only the proxy must see. */
export function loginOf({ authorization }: HttpProxy): Record<string, string> {
  return authorization === undefined ? {} : { 'proxy-authorization': authorization };
}

/** Turns a connection to a proxy into one to the target (RFC 9110, section 9.3.6). */
export async function openTunnel(socket: Socket, proxy: HttpProxy, target: URL): Promise<void> {
  const path = `${target.hostname}:${target.port || '443'}`;
  const asked = request({
    method: 'CONNECT',
    path,
    headers: { host: path, ...loginOf(proxy) },
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
    hint: DOWNLOAD_HINTS['picture-proxy'],
  });
}

/** A proxy that forwards a plain request may answer it as well: nothing in the answer has to say so. */
export function refusedThroughProxy(statusCode: number, target: URL): Error {
  return downloadFailed(`${cameraAt(target)}, or the proxy before it, answered ${statusCode}.`, {
    statusCode,
    retryable: mayPass(statusCode),
    hint: DOWNLOAD_HINTS['picture-proxy'],
  });
}
